"""What a role's noun governs: the words behind it, up to a person or a word that goes on with the sentence.

They are read one after the other, each step of `Complement` taking one kind of thing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from svodka.find.positions.degrees import degree_at, written_degree_at
from svodka.find.positions.lexicon import abbreviated, role_lemma, shortened, words
from svodka.language.agreement import CASE, agree
from svodka.language.morph import RELATIONAL, cases
from svodka.model import Mention, Parse, features

# A position's complement longer than this is a sentence that went wrong, or a list.
LONGEST = 25
LONGEST_BRACKET = 12
# A preposition's noun hangs on the role's head at most so many steps up.
STEPS = 3
BESIDE = 2  # tokens from «по» to the body that its words are about: «по делам ГОЧС»
NOMINAL = frozenset(('ADJ', 'NOUN', 'PROPN', 'NUM', 'DET', 'X', 'VERB'))
# Prepositions that a position governs: «по вопросам …», «при Президенте», «в отставке», «на Украине», «от партии».
GOVERNED = frozenset('по при в во на от с со для к из у над за'.split())
ABROAD = frozenset(('в', 'во', 'при', 'на'))  # «посол Беларуси в Китае», «постпред при ООН»
# Heads whose complement is in the instrumental.
COMMANDING = ('командующий', 'управляющий', 'заведующий', 'заведующая', 'управляющая', 'замкомандующего', 'руководящий')
OPENING, CLOSING = frozenset('«„“"'), frozenset('»“”"')


class Complement:
    """What a role's noun governs, read from the token `behind` it on.

    `last` is where the position's words end and `reach` where the phrase does, with the organisation in it;
    `organisation` is its mention.
    """

    def __init__(
        self,
        parse: Parse,
        mentions: Sequence[Mention],
        at: Mapping[int, int],
        head: int,
        lemma: str,
        rank: bool,
        behind: int,
    ) -> None:
        self.parse, self.tokens, self.mentions, self.at = parse, parse.tokens, mentions, at
        self.head, self.lemma, self.rank, self.behind = head, lemma, rank, behind
        self.last = self.reach = self.i = behind
        self.stop = min(parse.sentences[parse.tokens.sentence[head]].last, head + LONGEST)
        self.organisation: int | None = None
        # The case that the next word has to stand in, whether the position's words go on, the last «по».
        self.case, self.open, self.about = 'Ins' if lemma.endswith(COMMANDING) else 'Gen', True, -LONGEST
        while self.i < self.stop and not self._is_person() and any(step() for step in self._steps()):
            self.last = self.reach if self.open else self.last
        self._leave_what_hangs_on()

    def _steps(self) -> tuple[Callable[[], bool], ...]:
        return (
            self._name,
            self._quoted,
            self._bracket,
            self._sign,
            self._short,
            self._preposition,
            self._listed,
            self._joined,
            self._adjective_of_a_title,
            self._adverb,
            self._word,
        )

    def _is_person(self) -> bool:
        """Whether a person's name stands here, which ends the phrase."""
        number = self.at.get(self.i)
        return number is not None and self.mentions[number].type == 'PER'

    def _take(self, to: int) -> bool:
        self.i = self.reach = to
        return True

    def _pass(self) -> bool:
        """A word that belongs to the position only if what follows does."""
        self.i += 1
        return True

    def _body(self, number: int) -> None:
        """Note an organisation; what follows it is its, and none of the position's words."""
        self.organisation = number if self.organisation is None else self.organisation
        self.open = False

    def _name(self) -> bool:
        """A name of a place or body."""
        i = self.i
        if i not in self.at:
            return False
        mention = self.mentions[self.at[i]]
        adjective = mention.last - i == 1 and self.tokens.pos[i] == 'ADJ'
        if adjective and not self._goes_on(i):
            return False
        if mention.type == 'ORG' and not self._is_of_the_words(mention):
            self._body(self.at[i])
        return self._take(max(mention.last, i + 1))

    def _is_of_the_words(self, mention: Mention) -> bool:
        """Whether a body is no employer: «министр по делам ГОЧС», and of a rank «полковник полиции»."""
        common = self.tokens.text[mention.first].islower() and self.tokens.text[mention.last - 1].islower()
        return mention.first - self.about <= BESIDE or (self.rank and self.i == self.last and common)

    def _quoted(self) -> bool:
        i = self.i
        if self.tokens.text[i] not in OPENING or i in self.at:
            return False
        closing = (j for j in range(i + 2, min(i + LONGEST_BRACKET, self.stop)) if self.tokens.text[j] in CLOSING)
        end = next(closing, -1) + 1
        if not end or self.tokens.text[i + 1][0].islower():  # «президент «известил» парламент»
            return False
        inside = (self.at[j] for j in range(i, end) if j in self.at)
        named = next((n for n in inside if self.mentions[n].type == 'ORG'), None)
        if named is not None:
            self._body(named)
        return self._take(end)

    def _bracket(self) -> bool:
        """A short bracket without a person in it."""
        if self.tokens.text[self.i] != '(':
            return False
        for j in range(self.i + 1, min(self.i + LONGEST_BRACKET, self.stop)):
            if self.tokens.text[j] == ')':
                self.open = False
                return self._take(j + 1)
            if j in self.at and self.mentions[self.at[j]].type == 'PER':
                return False
        return False

    def _sign(self) -> bool:
        return self.tokens.text[self.i] in ("'", '№') and self._pass()

    def _short(self) -> bool:
        """A further abbreviation: «зам. | нач. отдела», «зам. | гл. инженера»."""
        word, i = self.tokens.text[self.i].lower(), self.i
        if i != self.last or (word not in abbreviated() and word not in shortened()) or i + 2 >= self.stop:
            return False
        if self.tokens.text[i + 1] != '.':
            return False
        if abbreviated().get(word, '').endswith(COMMANDING):
            self.case = 'Ins'
        return self._take(i + 2)

    def _preposition(self) -> bool:
        word = self.tokens.text[self.i].lower()
        if self.tokens.pos[self.i] != 'ADP' or word not in GOVERNED:
            return False
        if word == 'по' and self.i + 1 < self.stop and self.tokens.lemma[self.i + 1] in words('no_field'):
            return False
        if not (self._belongs() or self._is_abroad(word) or self._is_field(word)):
            return False
        self.case = features(self.tokens.feats[self.tokens.head[self.i]]).get(CASE, self.case)
        self.about = self.i if word == 'по' else self.about
        return self._pass()

    def _belongs(self) -> bool:
        """Whether a preposition's noun hangs on the role's head."""
        noun = self.tokens.head[self.i]
        if not self.i < noun < self.stop or self.tokens.lemma[noun] in words('time'):
            return False
        for _ in range(STEPS):
            noun = self.tokens.head[noun]
            if noun <= self.head:
                return noun == self.head
        return False

    def _is_abroad(self, word: str) -> bool:
        """Whether an envoy's country or body follows: «посол Беларуси | в Китае», «постпред | при ООН»."""
        n = self.at.get(self.i + 1)
        envoy = self.lemma.rpartition('-')[2] in words('envoy')
        return envoy and word in ABROAD and n is not None and self.mentions[n].type != 'PER'

    def _is_field(self, word: str) -> bool:
        """Whether a field of work follows right behind the noun: «уполномоченный | по правам человека»."""
        field = word == 'по' and self.i == self.behind and self.i + 1 < self.stop and self._case_of(self.i + 1) == 'Dat'
        return field and self.tokens.lemma[self.i + 1] not in words('no_field')

    def _listed(self) -> bool:
        """The complements that a comma goes on with up to «и»: «министр труда, | занятости и миграции»."""
        i = self.i
        if self.tokens.text[i] != ',':
            return False
        while i + 1 < self.stop and self.tokens.text[i] in (',', 'и') and self._is_coordinate(i):
            joined, i = self.tokens.text[i], i + 1
            while i + 1 < self.stop and self.tokens.pos[i] == 'ADJ' and self._case_of(i) == self.case:
                i += 1
            if self.tokens.pos[i] != 'NOUN' or i in self.at or role_lemma(self.tokens.text[i]):
                return False
            i += 1
            if joined == 'и':
                return self._take(i)
        return False

    def _joined(self) -> bool:
        """«и» between two complements, not between people or positions: «экономики | и финансов», «Азии | и Европе»."""
        i = self.i
        if self.tokens.text[i].lower() != 'и' or i + 1 >= self.stop:
            return False
        return (self._is_further_name(i) or self._is_coordinate(i)) and self._pass()

    def _is_further_name(self, i: int) -> bool:
        """Whether «и» at token i joins a second place or body: «Азии | и Европе», ««Маяка» | и сборной России»."""
        behind = self.at.get(i + 1)
        if behind is None or self.mentions[behind].type == 'PER':
            return False
        if i - 1 in self.at:
            return self._case_of(i - 1) == self._case_of(i + 1)
        return self.tokens.text[i - 1] in CLOSING and self.organisation is not None and self._case_of(i + 1) == 'Gen'

    def _is_coordinate(self, i: int) -> bool:
        j, pos = i + 1, self.tokens.pos
        alike = self._case_of(i - 1) == self.case or (
            self.tokens.text[i - 1] in CLOSING and self.organisation is not None
        )
        return (
            pos[j] in ('NOUN', 'ADJ')
            and j not in self.at
            and alike
            and self._case_of(j) == self.case
            and role_lemma(self.tokens.text[j]) is None
        )

    def _adjective_of_a_title(self) -> bool:
        """An adjective behind a title that is a part of it: «папа Римский», «герцогиня Кембриджская»."""
        i, tokens = self.i, self.tokens
        if i != self.last or tokens.pos[i] not in ('ADJ', 'PROPN') or not tokens.text[i][0].isupper():
            return False
        own = tokens.lemma[i].endswith(RELATIONAL) and agree(tokens.feats[i], tokens.feats[self.head], CASE)
        return own and self._take(i + 1)

    def _adverb(self) -> bool:
        i = self.i
        before = self.tokens.pos[i] == 'ADV' and i + 1 < self.stop and self.tokens.head[i] == i + 1
        return before and self._goes_on(i + 1) and self._pass()

    def _word(self) -> bool:
        i, pos = self.i, self.tokens.pos[self.i]
        if degree_at(self.tokens.text, i) or written_degree_at(self.tokens.text, i):
            return False
        age = self.tokens.text[i][0].isdigit() and self.tokens.lemma[i].endswith('летний')
        if age or pos not in NOMINAL or self.tokens.lemma[i] in words('courtesy') or not self._goes_on(i):
            return False
        if self._is_of_the_object(i):
            return False
        self.case = 'Gen' if pos == 'NOUN' else self.case
        return self._take(i + 1)

    def _is_of_the_object(self, i: int) -> bool:
        """Whether a noun in front of a name is who gets the office: «назначил министром спорта | тренера Иванова»."""
        given = features(self.tokens.feats[self.head]).get(CASE) == 'Ins' and i > self.behind
        number = self.at.get(i + 1)
        named = number is not None and self.mentions[number].type == 'PER'
        return given and named and role_lemma(self.tokens.text[i]) is not None

    def _case_of(self, i: int) -> str:
        return features(self.tokens.feats[i]).get(CASE, '')

    def _goes_on(self, i: int) -> bool:
        """Whether a word goes on with the complement: in the genitive, or in the case that a word before asks for."""
        tokens, found = self.tokens, features(self.tokens.feats[i])
        if tokens.pos[i] == 'VERB' and found.get('VerbForm') != 'Part':
            return False
        if tokens.lemma[i] in words('time') and tokens.text[i - 1][0].isdigit():
            return False
        if tokens.text[i][0].isdigit():
            return i + 1 >= len(tokens) or tokens.lemma[i + 1] not in words('time')
        if found.get(CASE) in (self.case, 'Gen') or found.get('Foreign'):
            return True
        # The tagger errs in a case, but the tree, or the abbreviation in front, tells where the word belongs.
        belongs = i - 3 <= tokens.head[i] < i or (tokens.text[i - 1] == '.' and i - 1 > self.head)
        return tokens.pos[i] == 'NOUN' and belongs and self.case in cases(tokens.text[i])

    def _leave_what_hangs_on(self) -> None:
        """A word in front of an organisation's name belongs to that: its legal form, or an adjective that hangs on a
        later word («тренер московского | «Спартака»»)."""
        tokens = self.tokens
        while self.last > self.behind and self.organisation is not None:
            i = self.last - 1
            form = tokens.text[i] in words('legal_forms')
            if not form and not (tokens.pos[i] == 'ADJ' and tokens.head[i] > i):
                return
            self.last = i
