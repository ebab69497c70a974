"""Singular matrices of a stack: which one it is, or NaN in its place."""

import numpy as np
import pytest

import hotloop
from hotloop import matrix_power, matrix_power_apply

FLOATING = [np.float32, np.float64, np.complex64, np.complex128]


def stack(count, singular, dtype):
    a = np.array([[2, 1], [1, 1]], dtype) + np.zeros((count, 1, 1), dtype)
    a[list(singular)] = np.ones((2, 2))
    return a


@pytest.mark.parametrize("dtype", FLOATING)
@pytest.mark.parametrize("count, first", [(10, 3), (1000, 999), (2, 0)])
def test_the_sentence_tells_which(dtype, count, first):
    a = stack(count, {first, count - 1}, dtype)
    expected = rf"^a \(matrix {first} of {count}, from 0\) is singular"
    for call in (lambda: matrix_power(a, -1), lambda: matrix_power(a, -2**64),
                 lambda: matrix_power_apply(a, -2, np.ones(2, dtype))):
        with pytest.raises(hotloop.LinAlgError, match=expected):
            call()


def test_other_errors_tell_which_too():
    a = np.array([np.eye(2), [[0.5, 0.5], [-1, 2]]])
    for options in ({"stochastic": True}, {"triangular": True}):
        with pytest.raises(ValueError, match=r"\(matrix 1 of 2, from 0\)"):
            matrix_power(a, 3, **options)
    with pytest.raises(ValueError, match=r"\(matrix 1 of 2, from 0\)"):
        matrix_power(np.array([[[1]], [[2]]]), -1, exact=True)


@pytest.mark.parametrize("dtype", [*FLOATING, np.int64, np.uint8])
@pytest.mark.parametrize("n", [-1, -3, -2**70])
def test_nan_in_their_place(dtype, n):
    a = stack(9, {1, 8}, dtype).reshape(3, 3, 2, 2)
    with np.errstate(all="ignore"):
        result = matrix_power(a, n, singular="nan")
        alone = matrix_power(a[0, 0], n)
        applied = matrix_power_apply(a, n, np.array([1, 2], dtype), singular="nan")
        applied_alone = matrix_power_apply(a[0, 0], n, np.array([1, 2], dtype))
    for place in np.ndindex(3, 3):
        if place in ((0, 1), (2, 2)):
            assert np.isnan(result[place]).all() and np.isnan(applied[place]).all()
        else:
            assert np.array_equal(result[place], alone, equal_nan=True)
            if n > -2**63:  # beyond, a stack is applied as whole powers
                assert np.array_equal(applied[place], applied_alone)


def test_nan_in_out_and_in_place():
    a = stack(4, {2}, np.float64)
    expected = matrix_power(a, -1, singular="nan")
    out = np.zeros_like(a)
    assert matrix_power(a, -1, singular="nan", out=out) is out
    assert np.array_equal(out, expected, equal_nan=True)
    assert matrix_power(a, -1, singular="nan", out=a) is a
    assert np.array_equal(a, expected, equal_nan=True)
    one = matrix_power(np.ones((3, 3)), -1, singular="nan")
    assert np.isnan(one).all()


def test_where_there_is_no_nan():
    for options in ({"exact": True}, {"mod": 7}):
        with pytest.raises(ValueError, match='singular="nan" needs a result of floats'):
            matrix_power([[2, 1], [1, 1]], -1, singular="nan", **options)
        assert matrix_power([[2, 1], [1, 1]], 2, singular="nan", **options).tolist() == [[5, 3], [3, 2]]
        with pytest.raises(ValueError, match='singular="nan" needs a result of floats'):
            matrix_power_apply([[2, 1], [1, 1]], -1, [1, 1], singular="nan", **options)
    with pytest.raises(TypeError, match='singular="nan" needs a dtype'):
        matrix_power(np.eye(2, dtype=np.float16), -1, singular="nan")
    assert matrix_power(np.eye(2), 3, singular="nan").tolist() == [[1, 0], [0, 1]]


def test_other_errors_are_errors_still():
    a = np.array([np.ones((2, 2)), [[1.0, 2.0], [3.0, 4.0]]])
    with pytest.raises(ValueError):
        matrix_power(a, -1, singular="nan", triangular=True)
    with pytest.raises(ValueError):
        matrix_power(a, -1, singular="nan", stochastic=True)


@pytest.mark.parametrize("word", ["ignore", None, True, ""])
def test_singular_is_one_of_two_words(word):
    with pytest.raises(ValueError, match='singular is .*; choose "raise" or "nan"'):
        matrix_power([[1.0]], -1, singular=word)
