"""Closures with equal arguments are equal, wherever they come from."""

import pickle
from decimal import Decimal

import numpy as np
import pytest

import hotloop

BASE = hotloop.Closure("3.50", "1.20", 20, 1, 5)

SAME = [
    hotloop.Closure(Decimal("3.50"), Decimal("1.20"), np.int64(20), 1, "5"),
    hotloop.Closure(3.5, 1.2, 20, 1, 5, digits=2),
    hotloop.Closure("3.50", "1.20", 20.0, 1, 5, mean_error="0.005", sd_error=0.005),
    hotloop.Closure("3.50", "1.20", 20, 1, 5, rounding="up_or_down", threshold=np.int8(5), ddof=1, restrictions={}),
]

OTHERS = [
    hotloop.Closure("3.5", "1.20", 20, 1, 5), hotloop.Closure("3.50", "1.2", 20, 1, 5),
    hotloop.Closure("3.50", "1.20", 21, 1, 5),
    hotloop.Closure("3.50", "1.20", 20, 0, 5), hotloop.Closure("3.50", "1.20", 20, 1, 6),
    hotloop.Closure("3.50", "1.20", 20, 1, 5, items=2), hotloop.Closure("3.50", "1.20", 20, 1, 5, rounding="up"),
    hotloop.Closure("3.50", "1.20", 20, 1, 5, threshold=4), hotloop.Closure("3.50", "1.20", 20, 1, 5, ddof=0),
    hotloop.Closure("3.50", "1.20", 20, 1, 5, symmetric=True), hotloop.Closure("3.50", "1.20", 20, 1, 5, attained=True),
    hotloop.Closure("3.50", "1.20", 20, 1, 5, mean_error="0.05"),
    hotloop.Closure("3.50", "1.20", 20, 1, 5, restrictions={3: 2}),
]


@pytest.mark.parametrize("same", SAME)
def test_equal_arguments(same):
    assert same == BASE and hash(same) == hash(BASE)
    assert same in {BASE} and BASE in [same]


@pytest.mark.parametrize("other", OTHERS)
def test_other_arguments(other):
    assert other != BASE and BASE != other
    assert len({other, BASE, *OTHERS}) == len(OTHERS) + 1


def test_a_float_is_its_digits():
    assert hotloop.Closure(3.5, "1.20", 20, 1, 5) == OTHERS[0] != BASE


def test_restrictions_by_any_name():
    named = [hotloop.Closure("3.50", "1.20", 20, 1, 5, restrictions={key: times})
             for key, times in ((3, 2), ("3", (2, 2)), (3.0, np.int64(2)))]
    assert len(set(named)) == 1


def test_only_closures():
    assert BASE != "3.50" and BASE != list(BASE) and BASE is not None
    assert BASE.__eq__(20) is NotImplemented


@pytest.mark.parametrize("one", [BASE, *OTHERS])
def test_pickles_are_equal(one):
    count = one.count
    again = pickle.loads(pickle.dumps(one))
    assert again == one and hash(again) == hash(one) and again.count == count


def test_listing_changes_nothing():
    one = hotloop.Closure("3.50", "1.20", 20, 1, 5)
    list(one)
    assert one == BASE and hash(one) == hash(BASE)


def test_a_plot_is_of_the_datasets():
    """Matplotlib and pandas take `values` for the data, and in a Closure that was the scale."""
    found = hotloop.Closure("2.2", "0.7", 16, 1, 5)
    assert not hasattr(found, "values") and not hasattr(found, "to_numpy")
    assert np.asarray(found).shape == (9, 16) and np.array_equal(np.asarray(found), list(found))
