"""128-bit numbers, to and from two words."""

import numpy as np
import pytest

from hotloop._inside import _words

NUMBERS = [0, 1, 2**63 - 1, 2**63, 2**64 - 1, 2**64, 2**127 + 5, 2**128 - 1]


@pytest.mark.parametrize("number", NUMBERS)
def test_there_and_back(number):
    words = _words.two_words(number)
    assert words.dtype == np.uint64 and words.tolist() == [number % 2**64, number >> 64]
    assert _words.one_number(words) == number


def test_numbers_stay_int64_as_long_as_they_can():
    fit = _words.exact(np.stack([_words.two_words(number) for number in NUMBERS[:3]]))
    assert fit.dtype == np.int64 and fit.tolist() == NUMBERS[:3]
    assert _words.exact(np.zeros((0, 2), np.uint64)).dtype == np.int64


@pytest.mark.parametrize("most", range(4, 9))
def test_else_they_are_pythons_integers(most):
    exact = _words.exact(np.stack([_words.two_words(number) for number in NUMBERS[:most]]))
    assert exact.dtype == object and exact.tolist() == NUMBERS[:most]
    assert all(type(number) is int for number in exact)
