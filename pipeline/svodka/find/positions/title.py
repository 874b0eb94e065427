"""The nominative of a position: its head and what agrees with it change, what it governs stays."""

from __future__ import annotations

from collections.abc import Sequence

from svodka.find.positions.lexicon import abbreviated, shortened
from svodka.find.positions.roles import Role
from svodka.language.morph import agreeing, genitive_singular
from svodka.language.view import opens_sentence
from svodka.model import Parse


def title(parse: Parse, role: Role, lower: bool = False, only: Sequence[int] = (), single: Sequence[int] = ()) -> str:
    """«первого заместителя директора» → «первый заместитель директора»; a plural head comes in the singular.

    With `lower` the capital letter is the sentence's and goes: «Заместитель министра» → «заместитель министра». With
    `only` these tokens are the position's, of an office that several people share, and the nouns `single` are in the
    plural only because of them.
    """
    texts, pieces = parse.tokens.text, []
    for i in only or range(role.first, role.last):
        word = texts[i]
        if word == '.' and i > role.first and texts[i - 1].lower() in {*shortened(), *abbreviated()}:
            continue  # what it abbreviates is written out
        if i < role.head and word.lower() in shortened():
            word = like(agreeing(shortened()[word.lower()], role.lemma), word)
        elif i < role.head:
            word = like(agreeing(word, role.lemma), word)
        elif i == role.head:
            word = like(role.lemma, word)
        elif word.lower() in shortened() and texts[i + 1 : i + 2] == ['.']:
            noun = texts[i + 2].lower() if i + 2 < len(texts) else ''
            word = genitive_singular(shortened()[word.lower()], of=genitive_singular(abbreviated().get(noun, noun)))
        elif word.lower() in abbreviated() and texts[i + 1 : i + 2] == ['.']:
            word = genitive_singular(abbreviated()[word.lower()])
        elif i in single:
            word = like(genitive_singular(word), word)
        pieces.append(word)
    if lower and not pieces[0].isupper():
        pieces[0] = pieces[0][:1].lower() + pieces[0][1:]
    return join(pieces)


def honoured(parse: Parse, roles: Sequence[Role]) -> frozenset[str]:
    """The nouns of positions that a text writes with a capital letter inside a sentence: «избран Президентом»."""
    text = parse.tokens.text
    inside = (r for r in roles if text[r.first][0].isupper() and not opens_sentence(parse.tokens, r.first))
    return frozenset(r.lemma for r in inside)


def like(word: str, model: str) -> str:
    """A word with the letter case of another form of it."""
    if model.isupper() and len(model) > 1:
        return word.upper()
    return word[:1].upper() + word[1:] if model[:1].isupper() else word


def join(words: list[str]) -> str:
    """Words with a space between, but for marks."""
    text = ''
    for word in words:
        glued = not text or word in ('»', '”', ')', ',', '.') or text[-1] in '«„('
        text += word if glued else ' ' + word
    return text
