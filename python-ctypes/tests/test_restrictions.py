"""Restrictions: how often values occur, and what names a value."""

from collections import Counter
from decimal import Decimal
from fractions import Fraction

import brute
import numpy as np
import pytest

import hotloop

PYSPRITE = ("3.25", "2.05", 20, 1, 7)
RSPRITE = ("3.29", "1.29", 15, 1, 5)


def count(problem, restrictions, **options):
    return hotloop.Closure(*problem, restrictions=restrictions, **options).count


def test_published_examples():
    assert count(PYSPRITE, {3: 2, 4: 0}) == 5
    exact = {Fraction(7, 3): 1, 4: 3, Fraction(14, 3): 0}
    assert count(RSPRITE, exact, items=3, attained=True) == 12
    assert count(RSPRITE, {"2.33": 1, "4.00": 3, "4.67": 0}, items=3, attained=True) == 12


@pytest.mark.parametrize("restrictions", [
    {}, {1: 0}, {3: 2}, {3: (1, 2)}, {1: (2, 6), 5: (1, 1)}, {2: [0, 1], 4: 0}, {5: 6}, {5: 7}, {1: (0, 100)},
])
def test_as_brute_force(restrictions):
    ends = {value: times if isinstance(times, (tuple, list)) else (times, times)
            for value, times in restrictions.items()}
    expected = [row for row in brute.datasets("3", "1", 6, 1, 5, ".5", ".5")
                if all(low <= Counter(row)[value] <= high for value, (low, high) in ends.items())]
    rows = hotloop.closure("3", "1", 6, 1, 5, restrictions=restrictions)
    assert sorted(map(tuple, rows.tolist())) == expected


def test_every_function_minds_them():
    found = hotloop.Closure(*PYSPRITE, restrictions={3: 2, 4: (0, 1)})
    rows = np.asarray(found)
    assert np.all((rows == 3).sum(axis=1) == 2) and np.all((rows == 4).sum(axis=1) <= 1)
    assert found.ranges()["count_lo"][2] == found.ranges()["count_hi"][2] == 2
    assert found.frequencies()["absolute"][3] == (rows == 4).sum()
    assert np.all((found.sample(50, seed=3) == 3).sum(axis=1) == 2)
    unrestricted = hotloop.Closure(*PYSPRITE)
    assert sum(row in found for row in unrestricted) == found.count


def test_when_nothing_is_left_the_reason_is_no_dataset():
    assert hotloop.Closure(*PYSPRITE, restrictions={7: 20}).verdict()[:2] == (False, "no dataset")


@pytest.mark.parametrize("key", [
    "3.67", "3.7", ".367e1", 3.67, Decimal("3.667"), Fraction(11, 3), np.float32(3.67)])
def test_names_of_eleven_thirds(key):
    problem = ("1.95", "1.55", 20, 1, 5)
    assert count(problem, {key: 1}, items=3) == count(problem, {Fraction(11, 3): 1}, items=3) > 0


@pytest.mark.parametrize("key", [3, "3", "3.0", 3.0, "3.00", np.int8(3), Fraction(3), Decimal(3)])
def test_names_of_three(key):
    assert count(PYSPRITE, {key: 2}) == count(PYSPRITE, {3: 2}) > 0
    assert count(RSPRITE, {key: 2}, items=3) == count(RSPRITE, {Fraction(9, 3): 2}, items=3)


def test_negative_values():
    problem = ("1.98", "2.02", 41, -1, 6)
    assert count(problem, {"\N{MINUS SIGN}1": 0}) == count(problem, {-1: 0}) < count(problem, {})


@pytest.mark.parametrize("restrictions, words", [
    ({0: 1}, "0 is not on the scale 1 to 7"),
    ({8: 1}, "8 is not on the scale 1 to 7"),
    ({"3.5": 1}, "3.5 is no value of a scale in steps of 1/1"),
    ({Fraction(1, 2): 1}, "1/2 is no value"),
    ({"three": 1}, "'three' is no number"),
    ({"nan": 1}, "'nan' is no number"),
    ({"1/2": 1}, "'1/2' is no number"),
    ({3: 1, "3.0": 1}, "name the value 3 twice"),
    ({3: -1}, "numbers of times are 0 or more"),
    ({3: (2, 1)}, "the smaller one first"),
    ({3: (1, 2, 3)}, r"write how often, or \(least, most\)"),
    ({3: ()}, "write how often"),
])
def test_refusals(restrictions, words):
    with pytest.raises(ValueError, match=words):
        count(PYSPRITE, restrictions)


@pytest.mark.parametrize("times", [2.0, "2", np.int64(2), ("2", 2.0)])
def test_numbers_of_times_as_tables_have_them(times):
    assert count(PYSPRITE, {3: times}) == count(PYSPRITE, {3: 2}) > 0


def test_digits_that_name_two_values():
    with pytest.raises(ValueError, match="write more digits or a Fraction"):
        count(("3.25", "1.05", 20, 1, 7), {"3.3": 1}, items=16)


@pytest.mark.parametrize("restrictions", [{None: 1}, {True: 1}, {b"3": 1}, {3: None}, {3: (1, True)}])
def test_wrong_types(restrictions):
    with pytest.raises(TypeError):
        count(PYSPRITE, restrictions)
