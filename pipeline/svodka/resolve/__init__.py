"""Mentions → one entity each, within one document.

Each type is resolved by what names of that kind look like: people by surname, then by what else of the name is known;
organisations by their brackets, their quoted name, their acronym and their head noun; places by the gazetteer. A
mention that fits two entities goes to the one that was named last before it, as a reader would take it; one that
fits none is an entity of its own. All look-ups go through keys, so the time is linear in the number of mentions.

The rules are lists in their order: PEOPLE and WHOM (`whom.py`), ORGANISATIONS (`organisations.py`), PLACES and ALL
(`pairs.py`); `stage.py` runs them, `canonical.py` names the entities.
"""

from svodka.resolve.stage import RULES, explain_entities, resolve_mentions

__all__ = ['RULES', 'explain_entities', 'resolve_mentions']
