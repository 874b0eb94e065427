"""Who spoke: an entity of the document, a body that speaks, or a noun as it is written."""

from __future__ import annotations

from dataclasses import replace

from svodka.find.quotations.bodies import by_body
from svodka.find.quotations.context import (
    Meant,
    Memory,
    Said,
    Source,
    Speaker,
    from_context,
    other_one,
    people,
)
from svodka.find.quotations.described import offices_of
from svodka.find.quotations.groups import MANY as ROW
from svodka.find.quotations.groups import Group, Part, group, is_plural
from svodka.find.quotations.labelled import by_label
from svodka.find.quotations.lexicon import cues, is_body, nouns, words
from svodka.find.quotations.nominals import can_own, genitive, phrase
from svodka.find.quotations.offices import ACTING, by_office
from svodka.find.quotations.phrases import complement, name_in, nominative
from svodka.find.quotations.subjects import DROPPED, OWNED, subject
from svodka.find.quotations.view import NOMINAL, Found, View
from svodka.language.agreement import CASE, agree
from svodka.lexicons import fold

PRONOUNS = {
    'он': 'Masc',
    'она': 'Fem',
    'они': '',
    'его': 'Masc',
    'ее': 'Fem',
    'их': '',
    'сам': '',
    'то': '',
    'тот': '',
    'последний': '',
    'оба': '',
}
AUTHOR = frozenset(('я', 'мы'))
THEY = words('they')
OTHER = words('other')
EITHER = OTHER | {'сам'}  # which the form makes one or several
THERE = words('there')


def resolve(view: View, found: Found, memory: Memory, covered: bytearray) -> Speaker:
    """The speaker of one quotation, remembered for the next ones; `covered` marks words in anybody's mouth."""
    speaker = speaker_of(view, found, memory, covered)
    speaker = replace(speaker, source=source_of(view, found, speaker)) if speaker.name else Speaker(why=speaker.why)
    again = found.cue is None and memory.said and memory.said[-1].speaker.name == speaker.name
    if speaker.name and not again:
        memory.said.append(remembered(view, found, speaker, memory))
    return speaker


def source_of(view: View, found: Found, speaker: Speaker) -> Source:
    """What told the speaker."""
    if found.label is not None:
        return 'label'
    who = found.who
    if who is None or who == DROPPED or speaker.first is None:
        return 'context'
    if is_pronoun(view, who):
        return 'pronoun'
    return speaker.source or 'noun'


def is_pronoun(view: View, who: int) -> bool:
    pronoun = view.lemma[who] in PRONOUNS and view.pos[who] in ('PRON', 'DET', 'ADJ', 'NUM')
    return pronoun and who not in view.mention_at


def relayer(view: View, found: Found, speaker: Speaker, memory: Memory, covered: bytearray) -> str | None:
    """The name of who passes a quotation on, if it is another than its speaker."""
    who = found.relay
    if who is None or who == found.who or covered[who] or is_pronoun(view, who):
        return None
    name = by_phrase(view, Part(who, *phrase(view, who)), found, memory, covered).name
    return name if name and name != speaker.name else None


def speaker_of(view: View, found: Found, memory: Memory, covered: bytearray) -> Speaker:
    who, cue = found.who, found.cue
    if found.label is not None:
        return by_label(view, found, memory)
    if who is None:
        return Speaker()
    if who == DROPPED and found.rule == 'standalone':
        return introduced(view, found, memory, covered)
    if who == DROPPED:
        gender = '' if cue is None else view.feature(cue, 'Gender')
        told = Meant('no subject', gender, has_number(view, cue, 'Plur'), found.relay is not None)
        return from_context(view, found, memory, covered, told)
    if view.lemma[who] in AUTHOR:
        return Speaker(why='the author')
    if is_pronoun(view, who):
        return by_pronoun(view, who, found, memory, covered)
    who = first_of_row(view, who)
    named = without_relayer(view, found.relay, group(view, who, has_number(view, cue, 'Sing')))
    parts = [part for part in named.parts if part.last <= found.first or part.first >= found.last]
    if len(parts) < len(named.parts):  # a tagger's tree leads from the speaker into what he says
        named = Group(tuple(parts), parts[0].first if parts else who, parts[-1].last if parts else who)
    speaker = one_string([by_phrase(view, part, found, memory, covered) for part in parts], named)
    if is_of_reporter(view, found, memory, speaker):
        return Speaker(nominative(view, who, named.first, named.last), None, named.first, named.last, 'no name inside')
    return speaker


def without_relayer(view: View, relay: int | None, named: Group) -> Group:
    """The speakers without the name of who passes their words on, which a tagger's tree may hang on theirs: «цитирует
    мэра | РИА «Заря»»."""
    if relay is None:
        return named
    mention = view.mention(relay)
    begins = relay if mention is None else min(mention.first, relay)
    if not any(part.head < begins < part.last for part in named.parts):
        return named
    parts = tuple(replace(part, last=min(part.last, begins)) for part in named.parts if part.head < begins)
    return Group(parts, named.first, parts[-1].last)


def is_of_reporter(view: View, found: Found, memory: Memory, speaker: Speaker) -> bool:
    """Whether a noun inside a reported clause would mean who reports: «Ильин заявил, что | министр назвал мост «…»» is
    of another."""
    named = found.who is None or found.who in view.mention_at
    if found.rule != 'words_in_clause' or named or not memory.said or speaker.entity is None:
        return False
    outer = memory.said[-1]
    inside = outer.at < found.at and view.sentence[outer.at] == view.sentence[found.at]
    return inside and outer.speaker.entity == speaker.entity


def has_number(view: View, cue: int | None, number: str) -> bool:
    """Whether a cue is a finite verb in this number."""
    return cue is not None and view.is_finite(cue) and f'Number={number}' in view.feats[cue]


def by_pronoun(view: View, who: int, found: Found, memory: Memory, covered: bytearray) -> Speaker:
    """Whom a pronoun means: «он», «тот», «их»."""
    lemma = view.lemma[who]
    plural = lemma in THEY or (lemma in EITHER and 'Number=Plur' in view.feats[who])
    gender = '' if plural else PRONOUNS[lemma] or view.feature(who, 'Gender')
    told = Meant(f'pronoun «{view.text[who]}»', gender, plural, not plural)
    if lemma in OTHER and not plural:
        return replace(other_one(view, found, memory, covered, told), first=who, last=who + 1)
    meant = from_context(view, found, memory, covered, told)
    if not meant.name and not meant.candidates and not plural:  # «пишет газета «Труд». По её данным …»
        meant = by_body(view, who, found, covered, Speaker(why=meant.why), memory)
    return Speaker(meant.name, meant.entity, who, who + 1, meant.why, meant.candidates)


def introduced(view: View, found: Found, memory: Memory, covered: bytearray) -> Speaker:
    """The speaker of words that stand bare: the one whom the sentence right before makes say something; nobody who is
    only near, or who is named in the words."""
    number = view.sentence[found.first]
    before = number - 1
    while before >= 0 and not any(map(view.is_word, sentence_of(view, before))):
        before -= 1
    if before < 0:
        return Speaker(why='bare: nobody before')
    tokens = sentence_of(view, before)
    last = memory.said[-1] if memory.said else None
    if last is not None and (view.sentence[last.at] == before or (covered[tokens.start] and last.at >= tokens.start)):
        speaker = replace(last.speaker, first=None, last=None, why='bare: spoke right before')
    else:
        verbs = [i for i in tokens if view.lemma[i] in cues().verbs and view.is_finite(i) and not covered[i]]
        who = subject(view, verbs[-1]) if verbs else words_of(view, tokens)
        if who is None or who < 0 or covered[who] or view.pos[who] == 'PRON':
            return Speaker(why='bare: nobody is said to speak')
        speaker = by_phrase(view, Part(who, *phrase(view, who)), found, memory, covered)
        speaker = replace(speaker, first=None, last=None, why='bare: said to speak right before')
    named = speaker.entity is not None and any(view.entity(i) == speaker.entity for i in range(found.first, found.last))
    return Speaker(why='bare: is spoken to or of') if named else speaker


def words_of(view: View, tokens: range) -> int | None:
    """Whose words a sentence without a verb announces: «Слово Петра Ильина, мэра Орска.»"""
    lead = next((i for i in tokens if view.is_word(i)), None)
    if lead is None or view.lemma[lead] not in nouns().words | OWNED or any(map(view.is_predicate, tokens)):
        return None
    return genitive(view, lead)


def sentence_of(view: View, number: int) -> range:
    sentence = view.parse.sentences[number]
    return range(sentence.first, sentence.last)


def first_of_row(view: View, who: int) -> int:
    """The first of speakers that are joined, of whom a tree gave another."""
    for _ in range(ROW):
        above = view.head[who]
        if view.relation[who] != 'conj' or not 0 <= above < who or view.pos[above] not in NOMINAL:
            break
        if not agree(view.feats[above], view.feats[who], CASE) or any(map(view.is_finite, range(above, who))):
            break
        who = above
    return who


def one_string(speakers: list[Speaker], named: Group) -> Speaker:
    """Joined speakers as one, each once; the entity is that of all of them if it is the same."""
    if len(speakers) <= 1:
        return speakers[0] if speakers else Speaker()
    once = list({speaker.name: speaker for speaker in speakers if speaker.name}.values())
    if len(once) == 1:
        return replace(once[0], first=named.first, last=named.last)
    name = ' и '.join(filter(None, (', '.join(s.name for s in once[:-1]), once[-1].name))) if once else ''
    candidates = tuple(candidate for speaker in once for candidate in speaker.candidates)
    source: Source = 'name' if all(speaker.source == 'name' for speaker in once) else 'noun'
    return Speaker(name, None, named.first, named.last, 'joined speakers', candidates, source)


def remembered(view: View, found: Found, speaker: Speaker, memory: Memory) -> Said:
    """A quotation as the next ones look back at it."""
    who = found.who if found.who is not None and found.who >= 0 else None
    several = speaker.entity is None or speaker.why == 'joined speakers'
    plural = who is not None and 'Number=Plur' in view.feats[who] and several
    person = people(view, memory).get(speaker.entity)
    human, gender = person is not None, '' if person is None else person.gender
    if speaker.entity is None and who is not None:
        human = view.feature(who, 'Animacy') == 'Anim' or view.pos[who] in ('PRON', 'DET')
        gender = view.feature(who, 'Gender') if human else ''
    if human and found.cue is not None and view.is_finite(found.cue) and not plural:
        gender = view.feature(found.cue, 'Gender') or gender
    return Said(found.at, speaker, gender, plural, human)


def by_phrase(view: View, part: Part, found: Found, memory: Memory, covered: bytearray) -> Speaker:
    """The speaker that a noun or a name stands for."""
    who, first, last = part.head, part.first, part.last
    lemma = view.lemma[who]
    named = name_in(view, who, first, last)
    if named is not None:
        entity = view.entity_of[named]
        if view.mentions[named].type == 'ORG' and last - first > 1 and is_generic(view, named, last):
            return Speaker(nominative(view, who, first, last), None, first, last, 'the body as written')
        if view.mentions[named].type == 'ORG' and is_mere_noun(view, named):
            return Speaker(nominative(view, who, first, last), None, first, last, 'the noun as written')
        if view.mention_at.get(who) != named:
            around = complement(view, who, first, max(last, view.mentions[named].first))
            people(view, memory).learn(entity, offices_of(lemma), around)
        return Speaker(
            view.entities[entity].name, entity, first, max(last, view.mentions[named].last), 'a name', (), 'name'
        )
    if lemma in THERE:
        return by_body(view, who, found, covered, Speaker(), memory)
    written = Speaker(nominative(view, who, first, last), None, first, last, 'the noun as written')
    if view.feature(who, 'Animacy') == 'Anim' or lemma in nouns().same_office or lemma in ACTING:
        if 'Number=Plur' in view.feats[who]:
            return written
        return by_office(view, who, first, last, found, memory, covered, written)
    if lemma in nouns().documents:
        owner = genitive(view, who)
        if owner is not None and owner != who and can_own(view, owner):
            return by_phrase(view, Part(owner, *phrase(view, owner)), found, memory, covered)
    if lemma in nouns().the_body and last - first == 1 and not is_several(view, who):
        return by_body(view, who, found, covered, written, memory)
    return written


def is_several(view: View, who: int) -> bool:
    """Whether a noun is in the plural by itself or by its verb: «Авиакомпании считают»."""
    return 'Number=Plur' in view.feats[who] or is_plural(view, who)


def is_mere_noun(view: View, number: int) -> bool:
    """Whether a body is called by one common noun alone: «Банк» at a sentence's beginning is no name."""
    mention, name = view.mentions[number], view.entities[view.entity_of[number]].name
    word = mention.last - mention.first == 1 and ' ' not in name and view.pos[mention.first] == 'NOUN'
    word = word and view.text[mention.first - 1] not in '«"“'
    return word and not name.isupper() and fold(name) in nouns().bodies and fold(name) == view.lemma[mention.first]


def is_generic(view: View, number: int, last: int) -> bool:
    """Whether a mention is a body without a name of its own, of which its phrase, that ends before `last`, says more:
    «пресс-служба компании | «Рубин»»."""
    mention = view.mentions[number]
    if is_body(fold(view.entities[view.entity_of[number]].name)):
        return True
    if not is_body(view.lemma[mention.first]) or not any(map(view.is_word, range(mention.last, last))):
        return False
    return all(view.pos[i] != 'PROPN' and view.text[i].islower() for i in range(mention.first + 1, mention.last))
