"""The numbers of the calendar and of how it is written that the rules compare with."""

from __future__ import annotations

DAYS, MONTHS, HOURS_A_DAY, MINUTES_AN_HOUR = 31, 12, 24, 60  # days of the longest month, months of a year
NOON = 12
CENTURY, MILLENNIUM = 100, 1_000  # years; also the least number of three and of four digits
LAST_CENTURY, YEAR_2000 = 22, 2_000
DAY_DIGITS, YEAR_DIGITS = 2, 4  # «05», «2025»
PAIR = 2  # of days, months or years in one list
HALVES = 2  # pieces of a year or month
SHORT_MONTH = 4  # letters of a shortened month («февр», «сент»), at most
