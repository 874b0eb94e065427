"""svodka: Russian press releases and news turned into tables."""

__version__ = '0.1.0'
