"""The normal form of a name: case goes, number and the author's letters stay.

    agree       which words of a name stand in its case: the head and what agrees with it
    declension  forms by endings, for names that no dictionary has
    readings    what one word may be the form of, each reading with its features
    choose      the whole name: its case and gender, and a reading of each word, by a log-linear model
    around      what stands around it: the title in front, the verb, the word that governs it
    told        what of that tells the case and gender for certain
    evidence    what the other names of the document tell
    reconcile   one name for a person whom the document names in several cases
    document    the names of a document in their normal forms

A name is tried in each case and gender that one of its words allows. The model's weights are in models/normal.json;
tools/train/normal.py learns them.
"""

from svodka.find.normal.document import Normal, normal_form, normal_names

__all__ = ['Normal', 'normal_form', 'normal_names']
