"""Negative powers of integer matrices: the nearest doubles of integral ones, or the integers."""

import numpy as np
import pytest

import hotloop
from hotloop import matrix_power, matrix_power_apply

RANDOM = np.random.default_rng(20261130)
WIDE = [[3037000500, -3037000499], [3037000499, -3037000498]]
SMALL = [[5, 2], [7, 3]]


def exact_inverse(a):
    """Of a determinant 1 or -1, by elimination on Python's integers without a fraction."""
    n = len(a)
    rows = np.concatenate([np.array(a, object), np.eye(n, dtype=int).astype(object)], axis=1)
    previous = 1
    for column in range(n):
        pivot = next(row for row in range(column, n) if rows[row, column])
        rows[[column, pivot]] = rows[[pivot, column]]
        for row in set(range(n)) - {column}:
            rows[row] = (rows[column, column] * rows[row] - rows[row, column] * rows[column]) // previous
        previous = rows[column, column]
    assert previous in (1, -1)
    return rows[:, n:] * previous


def exact_power(a, n):
    """a**-n by definition."""
    inverse = found = exact_inverse(a)
    for _ in range(n - 1):
        found = found.dot(inverse)
    return found


def doubles(integers):
    return np.vectorize(lambda number: float(int(number)), otypes=[float])(integers)


def unimodular(size, steps, dtype=np.int64):
    """A product of elementary matrices, whose entries keep to a few digits."""
    a = np.eye(size, dtype=int)[RANDOM.permutation(size)]
    for _ in range(steps):
        i, j = RANDOM.choice(size, 2, replace=False)
        a[i] += int(RANDOM.integers(-2, 3)) * a[j]
    return a.astype(dtype)


def test_an_inverse_that_floats_lose():
    assert matrix_power(WIDE, -1).tolist() == [[-3037000498.0, 3037000499.0], [-3037000499.0, 3037000500.0]]
    assert matrix_power_apply(WIDE, -1, [1, 1]).tolist() == [1.0, 1.0]
    assert matrix_power_apply(WIDE, -1, [0.5, 0.5]).tolist() == [0.5, 0.5]


def test_the_integers_themselves():
    found = matrix_power(SMALL, -20, exact=True)
    assert found.dtype == np.int64 and found[0, 0] == 310487513133511121
    assert np.array_equal(found, exact_power(SMALL, 20))
    assert matrix_power(SMALL, -20)[0, 0] == float(310487513133511121)
    assert matrix_power_apply(SMALL, -20, [1, 0], exact=True)[0] == 310487513133511121


@pytest.mark.parametrize("n", [1, 2, 20, 21, 22, 23, 40, 41, 100, 300])
def test_beyond_64_bits_entries_are_still_the_nearest(n):
    exact = exact_power(SMALL, n)
    assert np.array_equal(matrix_power(SMALL, -n), doubles(exact))
    v = np.array([[3, -2**62], [-5, 7]])
    assert np.array_equal(matrix_power_apply(SMALL, -n, v), doubles(exact.dot(v.astype(object))))


@pytest.mark.parametrize("size", [1, 2, 3, 5, 8, 17, 33])
@pytest.mark.parametrize("dtype", [np.int8, np.int16, np.int32, np.int64])
def test_every_entry_is_the_nearest_double(size, dtype):
    a = np.eye(1, dtype=dtype) if size == 1 else unimodular(size, 2 * size, dtype)
    for n in (1, 2, 5, 12):
        exact = exact_power(a, n)
        result = matrix_power(a, -n)
        assert result.dtype == np.float64 and np.array_equal(result, doubles(exact))
        limits = np.iinfo(dtype)
        if limits.min <= exact.min() and exact.max() <= limits.max and n == 1:
            result = matrix_power(a, -n, exact=True)
            assert result.dtype == dtype and np.array_equal(result, exact)


def test_an_inverse_beyond_64_bits():
    a = (np.eye(12, dtype=int) - 1000 * np.eye(12, k=1, dtype=int))[RANDOM.permutation(12)]
    assert exact_inverse(a).max() == 1000**11
    for n in (1, 2, 3):
        assert np.array_equal(matrix_power(a, -n), doubles(exact_power(a, n)))
    with pytest.raises(OverflowError, match="does not fit int64.*nearest float64"):
        matrix_power(a, -1, exact=True)


def test_uint64():
    a = np.array([[2**63 + 5, 2**63 + 4], [1, 1]], np.uint64)
    assert np.array_equal(matrix_power(a, -1), doubles(exact_inverse(a.tolist())))
    assert np.array_equal(matrix_power(a, -3), doubles(exact_power(a.tolist(), 3)))
    swap = np.array([[0, 1], [1, 0]], np.uint64)
    assert matrix_power(swap, -1, exact=True).dtype == np.uint64
    with pytest.raises(OverflowError, match="uint64"):
        matrix_power(a, -1, exact=True)


def test_exponents_beyond_64_bits():
    assert matrix_power([[1, 1], [0, 1]], -10**30).tolist() == [[1.0, -1e30], [0.0, 1.0]]
    assert matrix_power_apply([[1, 1], [0, 1]], -10**30, [1, 1]).tolist() == [-1e30, 1.0]
    assert matrix_power([[0, 1], [-1, 0]], -(2**64 + 1), exact=True).tolist() == [[0, -1], [1, 0]]


def test_powers_beyond_the_doubles_are_infinite():
    with np.errstate(all="ignore"):
        assert matrix_power(SMALL, -2000).tolist() == [[np.inf, -np.inf], [-np.inf, np.inf]]


@pytest.mark.parametrize("n", [-1, -3])
def test_other_determinants_stay_in_floats(n):
    a = RANDOM.integers(-9, 10, (4, 6, 6))
    result = matrix_power(a, n)
    assert np.array_equal(result, matrix_power(a.astype(float), n))
    v = RANDOM.integers(-9, 10, (6, 2))
    assert np.array_equal(matrix_power_apply(a, n, v), matrix_power_apply(a.astype(float), n, v.astype(float)))
    with pytest.raises(ValueError, match="its determinant is not 1 or -1"):
        matrix_power(a, n, exact=True)


def test_a_stack_of_both_kinds():
    a = np.array([WIDE, [[2, 1], [1, 2]], SMALL, [[4, 0], [0, 1]]])
    result = matrix_power(a.reshape(2, 2, 2, 2), -40).reshape(4, 2, 2)
    assert np.array_equal(result[2], doubles(exact_power(SMALL, 40)))
    assert np.array_equal(result[0], doubles(exact_power(WIDE, 40)))
    for place in (1, 3):
        assert np.array_equal(result[place], matrix_power(a[place].astype(float), -40))


def test_forms():
    a = np.array([[2, 1], [1, 1]])
    assert np.array_equal(matrix_power(a, -60, symmetric=True), doubles(exact_power(a, 60)))
    a = np.array([[1, 3, 5], [0, -1, 7], [0, 0, 1]])
    assert np.array_equal(matrix_power(a, -60, triangular=True), doubles(exact_power(a, 60)))
    with pytest.raises(ValueError, match="triang"):
        matrix_power([[2, 1], [1, 1]], -1, triangular=True)


def test_out_and_wrapping():
    out = np.empty((2, 2))
    assert matrix_power(SMALL, -20, out=out) is out and out[0, 0] == float(310487513133511121)
    wrapped = matrix_power(SMALL, -50, exact=True, overflow="wrap")
    assert np.array_equal(wrapped.astype(object) % 2**64, exact_power(SMALL, 50) % 2**64)


@pytest.mark.parametrize("a", [[[1.0]], [[1j]], [[True]], np.array([[1]], object)])
def test_exact_is_for_integers(a):
    for n in (-1, 2):
        with pytest.raises(TypeError, match="exact=True needs integer entries"):
            matrix_power(a, n, exact=True)


def test_singular_ones():
    a = np.array([SMALL, [[1, 2], [2, 4]], WIDE, [[0, 0], [0, 0]]])
    for n in (-1, -30, -2**70):
        with pytest.raises(hotloop.LinAlgError, match=r"^a \(matrix 1 of 4, from 0\) is singular$"):
            matrix_power(a, n)
    with pytest.raises(hotloop.LinAlgError, match="^a is singular$"):
        matrix_power(a[1], -1)
    with pytest.raises(hotloop.LinAlgError, match=r"matrix 1 of 4"):
        matrix_power(a, -1, exact=True)
