"""Dates in the names of files."""

from __future__ import annotations

import datetime as dt

import pytest
from svodka.read.filename import date_in_name

TODAY = dt.date(2026, 11, 20)


@pytest.mark.parametrize(
    ('name', 'day'),
    [
        # a day, in the forms that are read
        ('vestnik 2024-10-02.txt', '2024-10-02'),
        ('vestnik_2.10.2024.docx', '2024-10-02'),
        ('02_10_2024 вестник.pdf', '2024-10-02'),
        ('20241002.html', '2024-10-02'),
        ('vestnik20241002n7.html', '2024-10-02'),
        ('1999-12-31.txt', '1999-12-31'),
        ('релиз 02.10.24.docx', '2024-10-02'),
        ('02.10.24_вестник.txt', '2024-10-02'),
        # with a time of day or a number that could be a year
        ('2024-10-02_2012.txt', '2024-10-02'),
        ('2024-10-02-2012.txt', '2024-10-02'),
        ('2024-10-02_2012-uchenia.txt', '2024-10-02'),
        ('2024-10-02_11_2012.txt', '2024-10-02'),
        ('2024-1-2_11_2012.txt', '2024-01-02'),
        ('2024_10_02_2022.txt', '2024-10-02'),
        ('2024.10.02.2012.txt', '2024-10-02'),
        ('omsk_2024-10-02_2044_n5.txt', '2024-10-02'),
        ('2024-10-02T2012.txt', '2024-10-02'),
        ('2024-10-02_0007.txt', '2024-10-02'),
        ('20241002_2012.txt', '2024-10-02'),
        ('202410022012.txt', '2024-10-02'),
        ('20241002T201259.txt', '2024-10-02'),
        ('02.10.2024_2012.txt', '2024-10-02'),
        ('02.10.2024-11-12.txt', '2024-10-02'),
        ('foto_2024-10-02_20-12-59.txt', '2024-10-02'),
        ('003_02_10_2024.txt', '2024-10-02'),
        ('55-2024-10-02.txt', '2024-10-02'),
        # of several the last; of a week its end
        ('2024-09-30_2024-10-06.txt', '2024-10-06'),
        ('30.09-06.10.2024.txt', '2024-10-06'),
        ('kopia-2024-12-31/2024-10-02_2018.txt', '2024-10-02'),
        # over folders, unless a name has one of its own
        ('2024/10/02/omsk.html', '2024-10-02'),
        ('2024/10-02.html', '2024-10-02'),
        ('2024-10/02.html', '2024-10-02'),
        ('2024/10-02-2024.html', '2024-02-10'),
        ('kopia-2023-12-31/2024/10-02.txt', '2024-10-02'),
        # tomorrow's release, and no date of a far day
        ('2026-12-01_zavtra.txt', '2026-12-01'),
        ('2027-10-02.txt', None),
        ('20241002_20480502.txt', '2024-10-02'),
        # no day
        ('2024-10.txt', None),
        ('2024-2025.txt', None),
        ('10-2024/05-06.txt', None),
        ('02-10-24.txt', None),
        ('24-10-02.txt', None),
        ('24-10-02-2012.txt', None),
        ('2024-02-30.txt', None),
        ('2024-02-30_10_2012.txt', None),
        ('ukaz-5_10-02_2012.txt', None),
        ('1727827200.txt', None),
        ('1727827200123.txt', None),
        ('8-913-10-02-2012.txt', None),
        ('8-800-2000-10-12.txt', None),
        ('+998902012100.txt', None),
        ('id_20201399.txt', None),
        ('12345678.txt', None),
    ],
)
def test_the_day_that_a_name_says(name: str, day: str | None) -> None:
    found = date_in_name(name, TODAY)
    assert (found and found.isoformat()) == day
