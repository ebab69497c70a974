"""Powers modulo a number, against Python's own integers."""

import numpy as np
import pytest

import hotloop
from hotloop import matrix_power

RANDOM = np.random.default_rng(20260102)
MODULI = [1, 2, 7, 255, 10**9 + 7, 2**31, 2**52 + 21, 2**63 - 25, 2**63, 2**63 + 29, 2**64 - 59, 2**64 - 1]


def exact(a, n, mod):
    result = np.eye(len(a), dtype=int).astype(object)
    square = np.asarray(a).astype(object)
    while n:
        if n & 1:
            result = result.dot(square) % mod
        square = square.dot(square) % mod
        n >>= 1
    return result % mod


@pytest.mark.parametrize("mod", MODULI)
@pytest.mark.parametrize("n", [0, 1, 2, 5, 1000, 2**62 + 1])
def test_int64_and_uint64(mod, n):
    for size in (1, 2, 3, 5):
        a = RANDOM.integers(-2**63, 2**63 - 1, (size, size), endpoint=True)
        expected = exact(a, n, mod)
        if expected.max() < 2**63:
            assert np.array_equal(matrix_power(a, n, mod=mod), expected)
        else:
            with pytest.raises(OverflowError, match="int64"):
                matrix_power(a, n, mod=mod)
        a = a.view(np.uint64)
        result = matrix_power(a, n, mod=mod)
        assert result.dtype == np.uint64 and np.array_equal(result, exact(a, n, mod))


@pytest.mark.parametrize("dtype", [np.int8, np.int16, np.int32, np.uint8, np.uint16, np.uint32])
def test_small_integers_keep_their_dtype(dtype):
    limits = np.iinfo(dtype)
    a = RANDOM.integers(limits.min, limits.max, (3, 3), endpoint=True).astype(dtype)
    result = matrix_power(a, 9, mod=101)
    assert result.dtype == dtype and np.array_equal(result, exact(a, 9, 101))
    for mod in (2**63 + 29, 2**64 - 1):
        with pytest.raises(OverflowError, match=np.dtype(dtype).name):
            matrix_power(a, 9, mod=mod)


def test_negative_entries_are_reduced_as_python_does():
    assert matrix_power([[-1]], 1, mod=7).tolist() == [[6]]
    assert matrix_power(np.array([[-2**63]]), 1, mod=2**62 + 1).tolist() == [[(-2**63) % (2**62 + 1)]]


@pytest.mark.parametrize("mod", [7, 10, 10**9 + 7, 2**61 - 1])
def test_the_inverse(mod):
    a = np.array([[3, 1], [4, 2]]) if mod % 2 else np.array([[3, 2], [4, 3]])
    inverse = matrix_power(a, -3, mod=mod)
    assert np.array_equal(exact(exact(inverse, 1, mod).dot(exact(a, 3, mod)), 1, mod),
                          np.eye(2, dtype=int) % mod)


@pytest.mark.parametrize("a, mod", [([[2, 0], [0, 1]], 10), ([[0, 0], [0, 0]], 7), ([[3]], 6)])
def test_no_inverse(a, mod):
    with pytest.raises(hotloop.LinAlgError):
        matrix_power(a, -1, mod=mod)


def test_fibonacci_far_out():
    a = np.array([[1, 1], [1, 0]])
    for n in (10**18, 10**30, 2**63 - 1, 2**63, 2**200 + 1):
        assert np.array_equal(matrix_power(a, n, mod=10**9 + 7), exact(a, n, 10**9 + 7))
    back = matrix_power(a, -(10**30), mod=10**9 + 7)
    there = exact(a, 10**30, 10**9 + 7)
    assert np.array_equal(back.astype(object).dot(there) % (10**9 + 7), np.eye(2))


def test_stacks_and_views():
    a = RANDOM.integers(-50, 50, (5, 4, 4))
    result = matrix_power(a[::2, :3, 1:], 11, mod=97)
    assert result.shape == (3, 3, 3)
    for got, matrix in zip(result, a[::2, :3, 1:]):
        assert np.array_equal(got, exact(matrix, 11, 97))
    assert matrix_power(np.empty((0, 3, 3), int), 5, mod=7).shape == (0, 3, 3)


@pytest.mark.parametrize("mod", [0, -1, 2**64, 10**30])
def test_moduli_out_of_range(mod):
    with pytest.raises(ValueError, match=r"mod \(.*\) must be at least 1 and less than 2\*\*64"):
        matrix_power([[1]], 2, mod=mod)


@pytest.mark.parametrize("mod", [7.0, "7", [7]])
def test_moduli_that_are_no_integers(mod):
    with pytest.raises(TypeError, match="mod must be an integer"):
        matrix_power([[1]], 2, mod=mod)


@pytest.mark.parametrize("a", [[[1.0]], [[1j]], np.array([[True]]), np.array([[1.0]], object),
                               np.array([[True]], object)])
def test_entries_that_are_no_integers(a):
    with pytest.raises(TypeError, match="mod needs integer entries"):
        matrix_power(a, 2, mod=7)


def test_the_input_is_untouched():
    a = np.array([[-5, 300], [2, 1]])
    before = a.copy()
    result = matrix_power(a, 1, mod=7)
    assert np.array_equal(a, before) and not np.shares_memory(result, a)
