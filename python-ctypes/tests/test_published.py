"""Counts of published reports, each known from two or more independent exact engines."""

import pytest

import hotloop

# mean, sd, n, scale_min, scale_max, datasets
COUNTS = [
    # Sigirci & Wansink 2015 (retracted), Table 2
    ("3.44", "2.47", 18, 1, 9, 0),
    ("3.44", "2.45", 18, 1, 9, 211),
    ("3.44", "2.48", 18, 1, 9, 206),
    ("3.44", "2.47", 25, 1, 9, 950),
    ("2.63", "2.06", 18, 1, 9, 0),
    ("4.28", "2.44", 18, 1, 9, 545),
    ("3.89", "2.59", 18, 1, 9, 349),
    ("3.53", "2.39", 19, 1, 9, 332),
    ("6.00", "2.00", 7, 1, 9, 9),
    ("1.68", "1.42", 19, 1, 9, 4),
    ("2.25", "1.81", 10, 1, 9, 0),
    # Zemestani & Mozaffari 2020, BDI-II
    ("20.70", "3.40", 23, 0, 63, 763_594),
    # N. Brown, "How SPRITE works"
    ("2.35", "1.39", 20, 1, 5, 8),
    # R. Morey's impossible example
    (".5", "5", 100, 0, 4, 0),
    # rsprite2's documentation
    ("2.2", "1.3", 20, 1, 5, 71),
    ("2.20", "1.32", 20, 1, 5, 9),
    # pysprite's documentation and tests
    ("3.02", "2.14", 20, 1, 7, 0),
    ("3.05", "2.14", 20, 1, 7, 53),
    ("3.25", "2.05", 20, 1, 7, 86),
    ("1.98", "2.02", 41, -1, 6, 8_340),
    # scrutiny's GRIMMER vignette
    ("7.3", "2.51", 12, 0, 20, 0),
    # strait's documentation
    ("1.3", "0.9", 9, 1, 5, 0),
    ("2.97", "2.83", 30, 1, 7, 1),
    ("5.07", "2.92", 15, 1, 7, 0),
    # unsum's tests and documentation
    ("3.5", ".5", 52, 1, 5, 15),
    ("3.7", "1.2", 120, 1, 5, 49_375),
    ("4.0", "1.0", 50, 1, 7, 7_776),
    ("3.5", ".5", 12, 1, 5, 1),
    ("3.5", "1.7", 75, 1, 5, 3_591),
    ("2.9", ".5", 70, 1, 5, 219),
    ("3.5", "1.0", 90, 1, 5, 12_987),
    # windows as rounding makes them, ends included
    ("3.5", "1.7", 20, 1, 5, 39),
    ("0.2", "0.5", 12, 0, 6, 1),
    ("1.2", ".5", 12, 1, 5, 1),
    ("2.2", ".7", 16, 1, 5, 9),
    ("1.8", ".8", 16, 1, 5, 6),
    ("1.0", "0.0", 2, 1, 5, 1),
    ("3.5", "1.7", 70, 1, 5, 2_492),
]

# mean, sd, n, scale_min, scale_max, mean_error, sd_error, datasets
COUNTS_WITH_ERRORS = [
    ("3.5", "1.2", 50, 0, 7, ".05", ".005", 7_980),
    ("3.5", ".57", 100, 0, 7, ".05", ".05", 568),
    ("2.7", "1.9", 130, 1, 5, ".05", ".05", 5_359),
    ("10.0", "2.0", 3, 1, 5, ".1", ".1", 0),
]

# mean, sd, n, scale_min, scale_max, items, datasets: rsprite2's documentation and tests
COUNTS_WITH_ITEMS = [
    ("1.95", "1.55", 20, 1, 5, 3, 57),
    ("3.29", "1.29", 15, 1, 5, 3, 2_955),
]


@pytest.mark.parametrize("mean, sd, n, low, high, count", COUNTS)
def test_count(mean, sd, n, low, high, count):
    found = hotloop.Closure(mean, sd, n, low, high)
    assert (found.count, found.possible) == (count, count > 0)


@pytest.mark.parametrize("mean, sd, n, low, high, mean_error, sd_error, count", COUNTS_WITH_ERRORS)
def test_count_with_errors(mean, sd, n, low, high, mean_error, sd_error, count):
    found = hotloop.Closure(mean, sd, n, low, high, mean_error=mean_error, sd_error=sd_error)
    assert found.count == count
    assert hotloop.closure(mean, sd, n, low, high, mean_error=float(mean_error),
                           sd_error=float(sd_error)).shape == (count, n)


@pytest.mark.parametrize("mean, sd, n, low, high, items, count", COUNTS_WITH_ITEMS)
def test_count_with_items(mean, sd, n, low, high, items, count):
    assert hotloop.Closure(mean, sd, n, low, high, items=items).count == count


@pytest.mark.parametrize("mean, sd, n, low, high, count",
                         [case for case in COUNTS if case[-1] < 100_000])
def test_as_many_rows_as_counted(mean, sd, n, low, high, count):
    rows = hotloop.closure(mean, sd, n, low, high)
    assert rows.shape == (count, n) and rows.dtype == "int32"
