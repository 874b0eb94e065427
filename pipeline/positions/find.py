"""Roles and people → positions: which role is whose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.model import Mention, Parse, Position, features
from pipeline.morph import CASES, cases
from pipeline.positions.roles import Role, find_roles, lexicon
from pipeline.positions.title import title

# Words between a position and the person: «министр господин Иванов», «директор 40-летний Иванов».
COURTESY = frozenset('господин госпожа г-н г-жа товарищ тов г гражданин'.split())
DASHES = frozenset('—–-')
OBJECT = frozenset(('obj', 'nsubj:pass', 'nmod'))
SUBJECT = frozenset(('nsubj', 'nsubj:pass'))
# Verbs that say that the position is over: «покинул пост», «уволен с должности».
LEAVING = frozenset('покинуть покидать оставить оставлять уйти уходить уволить освободить снять отправить лишиться лишить потерять сложить'.split())


def find_positions(parse: Parse, mentions: Sequence[Mention]) -> list[Position]:
    """Stated positions of people, in order of the text; a role of several people is a row for each."""
    if not any(m.type == 'PER' for m in mentions):
        return []
    finder = Finder(parse, mentions)
    return sorted(finder.positions(), key=lambda p: (p.start, p.stop, p.person))


class Finder:
    """The roles and people of one document, and by what token they are found."""

    def __init__(self, parse: Parse, mentions: Sequence[Mention]) -> None:
        self.parse, self.tokens, self.mentions = parse, parse.tokens, mentions
        self.roles = find_roles(parse, mentions)
        self.person_at = {i: n for n, m in enumerate(mentions) if m.type == 'PER' for i in range(m.first, m.last)}
        self.role_from = {r.first: k for k, r in reversed(list(enumerate(self.roles)))}
        self.holders: dict[int, list[int]] = {}
        self.status: dict[int, str] = {}

    def positions(self) -> Iterator[Position]:
        for k in range(len(self.roles) - 1, -1, -1):
            if self.whole(self.roles[k]):
                self.before(k)
        for k in range(len(self.roles)):
            if k not in self.holders and self.whole(self.roles[k]):
                self.after(k)
        for k in range(len(self.roles)):
            if k not in self.holders and self.whole(self.roles[k]):
                self.predicate(k)
        covered: set[tuple[int, int]] = set()
        for k, people in sorted(self.holders.items()):
            role = self.roles[k]
            for person in people:
                if all((i, person) not in covered for i in range(role.first, role.last)):
                    covered.update((i, person) for i in range(role.first, role.last))
                    yield self.position(role, person, self.status.get(k))

    def whole(self, role: Role) -> bool:
        """Whether a role tells something: «член» alone does not."""
        return role.strength != 'weak' or role.reach > role.head + 1 or role.first < role.head

    def position(self, role: Role, person: int, status: str | None) -> Position:
        tokens = self.tokens
        return Position(person, role.organisation, title(self.parse, role), tokens.start[role.first], tokens.stop[role.last - 1],
                        tokens.sentence[role.head], role.status or status)

    # ------------------------------------------------------------------ «директор Иванов», «депутаты Иванов и Петров»

    def before(self, k: int) -> None:
        """Roles before a person; called from the last role to the first, so that a chain ends in one whose holder is known."""
        role = self.roles[k]
        i = self.skip(role.reach, role)
        if (person := self.starts(i)) is not None:
            if self.agree(role, person) and not self.owned(role, person):
                people = [person, *self.listed(person)] if role.plural else [person]
                if not role.plural or len(people) > 1:
                    self.holders[k] = people
                return
            # «пресс-секретарь президента Владимира Путина Дмитрий Песков»: the first is a part of the position.
            i = self.skip(self.mentions[person].last, role)
            if (second := self.starts(i)) is not None and self.case(person) == 'Gen' and self.agree(role, second):
                self.holders[k] = [second]
            return
        if (person := self.behind_mark(role, i)) is not None:
            self.holders[k] = [person]
            return
        joined = i < len(self.tokens) and self.tokens.text[i] in (',', 'и', '—', '–', '-')
        following = self.role_from.get(i + 1 if joined else i)
        if following is None or following not in self.holders or self.tokens.sentence[role.head] != self.tokens.sentence[min(i, len(self.tokens) - 1)]:
            return
        after = self.roles[following]
        if after.case == role.case and after.plural == role.plural and after.head > role.head \
                and not (joined and self.tokens.text[i] == ',' and self.apposed(role) is not None) \
                and all(self.mentions[p].first > role.head for p in self.holders[following]):
            self.holders[k] = list(self.holders[following])

    def owned(self, role: Role, person: int) -> bool:
        """Whether the person rather has somebody in that role: «бывшего заместителя Иванова», «сторонников Иванова»."""
        return (role.lemma in lexicon()['relative'] and role.reach == role.head + 1
                and role.case in ('Gen', 'Acc') and 'Gen' in self.possible(person))

    def behind_mark(self, role: Role, i: int) -> int | None:
        """The person behind a dash or comma: «Докладчик – Иванов», «директор завода, 40-летний Иванов, …»."""
        tokens = self.tokens
        if role.plural or i >= len(tokens) or tokens.sentence[i] != tokens.sentence[role.head] or tokens.text[i] not in (',', ':', *DASHES):
            return None
        person = self.starts(self.skip(i + 1, role))
        if person is None or not self.agree(role, person):
            return None
        if tokens.text[i] == ',':
            end = self.mentions[person].last
            closed = end >= len(tokens) or tokens.text[end] in (',', '.', ';')
            return person if closed and not self.listed(person) and self.apposed(role) is None else None
        return person if role.case in ('Nom', '') else None

    def skip(self, i: int, role: Role) -> int:
        """The first token from i on that is no courtesy, age or closing mark."""
        tokens = self.tokens
        while i < len(tokens) and tokens.sentence[i] == tokens.sentence[role.head] and i not in self.person_at and (
                tokens.lemma[i] in COURTESY or tokens.lemma[i].endswith('летний') or (tokens.text[i] == '.' and tokens.lemma[i - 1] in COURTESY)):
            i += 1
        return i

    def starts(self, i: int) -> int | None:
        """The person whose name begins at token i."""
        n = self.person_at.get(i)
        return n if n is not None and self.mentions[n].first == i else None

    def listed(self, person: int) -> list[int]:
        """The people who follow a person in a list: «Иванов, Петров и Сидоров»."""
        found = []
        i = self.mentions[person].last
        while i + 1 < len(self.tokens) and self.tokens.text[i] in (',', 'и') and (following := self.starts(i + 1)) is not None:
            found.append(following)
            i = self.mentions[following].last
        return found

    # ------------------------------------------------------------------ «Иванов, директор …», «Иванов – директор …»

    def after(self, k: int) -> None:
        """A role after a person: behind a comma, a dash, in brackets, or joined to such a role."""
        role = self.roles[k]
        person = self.apposed(role)
        if person is not None:
            self.holders[k] = [person]
            return
        i = role.first - 1
        if i > 0 and self.tokens.text[i] in (',', 'и'):
            for j in range(k - 1, max(k - 4, -1), -1):
                earlier = self.roles[j]
                if earlier.reach == i and j in self.holders and earlier.case == role.case and not earlier.plural \
                        and all(self.mentions[p].last <= earlier.first for p in self.holders[j]):
                    self.holders[k] = list(self.holders[j])
                    return

    def apposed(self, role: Role) -> int | None:
        """The person to whom a role is in apposition: «Иванов, директор завода,», «Иванов (директор завода)»."""
        tokens, i = self.tokens, role.first - 1
        while i > 0 and tokens.lemma[i] in ('бывший', 'тогдашний', 'ныне', 'также', 'экс', 'нынешний', 'известный', 'новый'):
            i -= 1
        if i < 1 or tokens.sentence[i - 1] != tokens.sentence[role.head] or role.plural:
            return None
        mark = tokens.text[i]
        j = i - 1
        if tokens.text[j] == ')':
            j = next((b for b in range(j, max(j - 12, -1), -1) if tokens.text[b] == '('), 0) - 1
        person = self.person_at.get(j)
        if person is None or mark not in (',', '(', *DASHES):
            return None
        if mark == ',' and not self.agree(role, person):
            return None
        if mark != ',' and role.case not in ('Nom', ''):
            return None
        return person

    # ------------------------------------------------------------------ «Иванов стал директором», «занимает пост директора»

    def predicate(self, k: int) -> None:
        """A role that a verb gives to its subject or object."""
        role, tokens = self.roles[k], self.tokens
        head = role.head
        if role.case == 'Nom' and (subject := self.child(head, SUBJECT)) is not None:
            self.holders[k] = [subject]
            return
        if role.case == 'Ins' and (subject := self.child(head, SUBJECT)) is not None:
            self.holders[k] = [subject]
            return
        up = tokens.head[head]
        if tokens.relation[head] == 'conj' and up >= 0:
            for j in range(k - 1, max(k - 6, -1), -1):
                if self.roles[j].head == up and j in self.holders and self.roles[j].case == role.case:
                    self.holders[k] = list(self.holders[j])
                    return
        if up < 0 or self.tokens.sentence[up] != self.tokens.sentence[head]:
            return
        words = lexicon()
        if role.case == 'Gen' and tokens.lemma[up] in words['post']:
            verb = tokens.head[up]
            if verb >= 0 and tokens.lemma[verb] not in words['seek'] and (person := self.governed(verb)) is not None:
                self.holders[k] = [person]
                if tokens.lemma[verb] in LEAVING:
                    self.status[k] = 'former'
            return
        if self.child_word(head, 'case') or self.doubtful(up):
            return
        if role.case == 'Ins' and tokens.lemma[up] in words['be'] and (person := self.governed(up)) is not None:
            self.holders[k] = [person]
            if features(tokens.feats[up]).get('Tense') == 'Fut':
                self.status[k] = 'future'

    def child_word(self, head: int, relation: str, *lemmas: str) -> bool:
        """Whether a token has a dependent in this relation (of these lemmas) in its sentence."""
        tokens, span = self.tokens, self.parse.sentences[self.tokens.sentence[head]]
        return any(tokens.head[i] == head and tokens.relation[i] == relation and (not lemmas or tokens.lemma[i] in lemmas)
                   for i in range(max(span.first, head - 6), min(span.last, head + 6)))

    def doubtful(self, verb: int) -> bool:
        """Whether what a verb says is denied or only wished: «не является», «хочет стать», «мог бы стать»."""
        tokens = self.tokens
        up = tokens.head[verb]
        return (self.child_word(verb, 'advmod', 'не') or self.child_word(verb, 'aux', 'бы') or
                (up >= 0 and tokens.relation[verb] == 'xcomp' and tokens.lemma[up] in lexicon()['wish']))

    def governed(self, verb: int) -> int | None:
        """The person whom a verb gives a position: its object, else its subject, or that of the verb that it is joined to."""
        tokens = self.tokens
        for _ in range(3):
            for relations in (OBJECT, SUBJECT):
                if (person := self.child(verb, relations)) is not None:
                    return person
            up = tokens.head[verb]
            if tokens.relation[verb] in ('acl', 'amod', 'acl:relcl') and up in self.person_at:
                return self.person_at[up]
            if up < 0 or tokens.relation[verb] not in ('conj', 'xcomp', 'advcl', 'parataxis', 'ccomp'):
                return self.understood(verb)
            verb = up
        return None

    def understood(self, verb: int) -> int | None:
        """Whom «он», or no subject at all, means: the last person of that gender who was a subject."""
        tokens, gender = self.tokens, features(self.tokens.feats[verb]).get('Gender')
        sentence = tokens.sentence[verb]
        span = self.parse.sentences[sentence]
        subjects = [i for i in range(span.first, span.last) if tokens.head[i] == verb and tokens.relation[i] in SUBJECT]
        if any(tokens.lemma[i] not in ('он', 'она') for i in subjects):
            return None
        if not subjects and (tokens.pos[verb] != 'VERB' or features(tokens.feats[verb]).get('Tense') != 'Past'):
            return None
        if subjects:
            gender = features(tokens.feats[subjects[0]]).get('Gender', gender)
        for n in range(len(self.mentions) - 1, -1, -1):
            m = self.mentions[n]
            if m.type == 'PER' and m.first < (subjects[0] if subjects else span.first) and m.sentence >= sentence - 3:
                if self.subject(m) and features(tokens.feats[m.first]).get('Gender') == gender:
                    return n
        return None

    def subject(self, mention: Mention) -> bool:
        """Whether a name is a subject, or stands beside a role that is one."""
        tokens = self.tokens
        for i in range(mention.first, mention.last):
            head = tokens.head[i]
            if tokens.relation[i] in SUBJECT or (tokens.relation[i] == 'appos' and head >= 0 and tokens.relation[head] in SUBJECT):
                return True
        return False

    def child(self, head: int, relations: frozenset[str]) -> int | None:
        """The person in one of these relations to a token."""
        sentence = self.parse.sentences[self.tokens.sentence[head]]
        for n in self.people_of(self.tokens.sentence[head]):
            mention = self.mentions[n]
            for i in range(mention.first, mention.last):
                if self.tokens.head[i] == head and self.tokens.relation[i] in relations and sentence.first <= i < sentence.last:
                    return n
        for k, role in enumerate(self.roles):
            if self.tokens.head[role.head] == head and self.tokens.relation[role.head] in relations and len(self.holders.get(k, ())) == 1:
                return self.holders[k][0]
        return None

    def people_of(self, sentence: int) -> list[int]:
        s = self.parse.sentences[sentence]
        return sorted({n for i in range(s.first, s.last) if (n := self.person_at.get(i)) is not None})

    # ------------------------------------------------------------------ agreement

    def case(self, person: int) -> str:
        """The grammatical case of a name: the tagger's, unless the words can't stand in it."""
        mention = self.mentions[person]
        tagged = [c for i in range(mention.first, mention.last) if (c := features(self.tokens.feats[i]).get('Case'))]
        case = max(set(tagged), key=tagged.count) if tagged else ''
        return case if case in self.possible(person) else ''

    def possible(self, person: int) -> frozenset[str]:
        """The cases that all declined words of a name may have."""
        mention, found = self.mentions[person], frozenset(CASES.values())
        for word in self.tokens.text[mention.first:mention.last]:
            if len(word) > 2 and word.isalpha():
                found &= cases(word) or found
        return found

    def agree(self, role: Role, person: int) -> bool:
        """Whether a role and a name next to each other may be one person's: they may stand in one case."""
        case = self.case(person)
        if not case:
            possible = self.possible(person)
            return not possible or not role.case or role.case in possible
        return not role.case or case == role.case or {case, role.case} == {'Gen', 'Acc'}
