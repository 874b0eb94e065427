"""The nominative of a position: its head and what agrees with it change, what it governs stays."""

from __future__ import annotations

from pipeline.model import Parse
from pipeline.morph import agreeing
from pipeline.positions.roles import Role


def title(parse: Parse, role: Role) -> str:
    """«первого заместителя директора» → «первый заместитель директора»; a plural head comes in the singular."""
    texts, pieces = parse.tokens.text, []
    for i in range(role.first, role.last):
        word = texts[i]
        if i < role.head:
            word = like(agreeing(word, role.lemma), word)
        elif i == role.head:
            word = like(role.lemma, word)
        pieces.append(word)
    return join(pieces)


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
