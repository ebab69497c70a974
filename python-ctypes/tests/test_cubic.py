"""Roots: known ones, their order and padding, and every way of handing in coefficients."""

from fractions import Fraction

import numpy as np
import pytest

from hotloop import cubic_real_roots, cubic_roots

RANDOM = np.random.default_rng(20260103)
NAN = complex(np.nan, np.nan)


def same(x, y):
    return np.array_equal(np.asarray(x).view(np.float64), np.asarray(y).view(np.float64), equal_nan=True)


def coefficients(*roots):
    """1, b, c, d of the cubic with these small whole roots."""
    p, q, r = roots
    return 1, -(p + q + r), p * q + p * r + q * r, -p * q * r


@pytest.mark.parametrize("roots", [
    (1, 2, 3), (-3, 0, 5), (2, 2, 7), (1, 4, 4), (5, 5, 5), (0, 0, 0), (-1, -1, 1)])
def test_whole_roots(roots):
    found, count = cubic_real_roots(*coefficients(*roots))
    assert found.tolist() == sorted(roots) and count == 3
    assert same(cubic_roots(*coefficients(*roots)), np.array(sorted(roots), complex))


def test_the_highest_power_comes_first():
    assert cubic_roots(0, 0, 2, -3)[0] == 1.5 == np.roots([2, -3])[0]


def test_the_pair_follows_the_real_root_and_plus_comes_first():
    assert cubic_roots(1, -1, 1, -1).tolist() == [1, 1j, -1j]
    assert cubic_roots(1, 1, 1, 1).tolist() == [-1, 1j, -1j]
    assert cubic_roots(-1, 0, 0, 8)[1].imag > 0


@pytest.mark.parametrize("abcd, roots, count", [
    ((0, 1, -3, 2), [1, 2, NAN], 2),
    ((0, 1, 0, 1), [1j, -1j, NAN], 0),
    ((0, 1, -2, 2), [1 + 1j, 1 - 1j, NAN], 0),
    ((0, 0, 2, -3), [1.5, NAN, NAN], 1),
    ((0, 0, 0, 5), [NAN, NAN, NAN], 0),
    ((0, 0, 0, 0), [NAN, NAN, NAN], -1),
    ((1, np.nan, 0, 0), [NAN, NAN, NAN], -1),
    ((1, 0, np.inf, 0), [NAN, NAN, NAN], -1),
])
def test_fewer_roots_are_padded_at_the_end(abcd, roots, count):
    assert same(cubic_roots(*abcd), np.array(roots, complex))
    real, number = cubic_real_roots(*abcd)
    assert number == count and type(number) is int
    assert np.isnan(real[max(count, 0):]).all() and not np.isnan(real[: max(count, 0)]).any()


def test_all_kinds_in_one_array():
    abcd = np.array([(1, -6, 11, -6), (0, 1, 0, 1), (1, -1, 1, -1), (0, 0, 0, 0), (0, 1, -3, 2)], float).T
    together = cubic_roots(*abcd)
    for lane in range(5):
        assert same(together[lane], cubic_roots(*abcd[:, lane]))


def test_real_roots_are_the_nearest_doubles():
    a, b, c, d = RANDOM.uniform(-10, 10, (4, 500))
    roots, count = cubic_real_roots(a, b, c, d)
    assert count.dtype == np.int8 and set(count) == {1, 3}
    for lane in range(500):
        exact = [Fraction(x[lane]) for x in (a, b, c, d)]
        for root in roots[lane, : count[lane]]:
            below, above = (Fraction(np.nextafter(root, side)) for side in (-np.inf, np.inf))
            assert value(exact, below) * value(exact, above) <= 0


def value(abcd, x):
    a, b, c, d = abcd
    return ((a * x + b) * x + c) * x + d


def test_complex_and_real_roots_agree():
    abcd = RANDOM.integers(-5, 6, (4, 2000))
    complex_roots, (real, count) = cubic_roots(*abcd), cubic_real_roots(*abcd)
    assert set(count) == {-1, 0, 1, 2, 3} or set(count) >= {0, 1, 3}
    for roots, reals, number in zip(complex_roots, real, count):
        number = max(int(number), 0)
        assert same(roots[:number], reals[:number].astype(complex))
        rest = roots[number:]
        assert np.isnan(rest).all() or (rest[0] == rest[1].conjugate() and rest[0].imag > 0)


def test_against_numpy():
    abcd = RANDOM.uniform(-3, 3, (4, 200))
    for lane, roots in enumerate(cubic_roots(*abcd)):
        theirs = np.roots(abcd[:, lane])
        assert max(np.min(np.abs(theirs - root)) for root in roots) < 1e-9


SHAPES = {
    "scalars": lambda x: (1, x[0], 2.5, x[1]),
    "one array": lambda x: (1, x, 2, 3),
    "lists": lambda x: ([1, 2], [3.5, 4], 5, [6, 7]),
    "two axes": lambda x: (x[:4], x[:6, None], 1, 0),
    "rows and columns": lambda x: (np.arange(12.0).reshape(3, 4), np.arange(4), np.arange(3)[:, None], 1),
    "every other": lambda x: (x[::2], x[1::2], 1, 2),
    "backwards": lambda x: (x[::-1], x, 1, x[::-1]),
    "a column": lambda x: (x.reshape(-1, 5)[:, 2], 1, 2, 3),
    "transposed": lambda x: (x.reshape(5, -1).T, 1, 2, x.reshape(-1, 5)),
    "integers and floats": lambda x: (np.arange(1, 5, dtype=np.uint8), np.float32(0.5), True, x[:4]),
    "empty": lambda x: (x[:0], 1, 2, 3),
    "empty axis": lambda x: (np.empty((3, 0)), 1, 2, 3),
    "three axes": lambda x: (x.reshape(2, 5, -1), x.reshape(5, -1)[:, ::-1][:, :3], 1, 1),
    "byte-swapped": lambda x: (x.astype(">f8"), 1, 2, x),
    "zero-dimensional": lambda x: (np.array(1.0), np.array(2), 3, 4),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_broadcasting(shape):
    given = SHAPES[shape](RANDOM.uniform(-5, 5, 30))
    full = np.broadcast_arrays(*given)
    roots = cubic_roots(*given)
    real, count = cubic_real_roots(*given)
    assert roots.shape == real.shape == (*full[0].shape, 3)
    assert np.shape(count) == full[0].shape
    for index in np.ndindex(full[0].shape):
        one = [float(x[index]) for x in full]
        assert same(roots[index], cubic_roots(*one))
        assert same(real[index], cubic_real_roots(*one)[0])


def test_no_copy_where_one_stride_will_do():
    from hotloop._inside._cubic_batch import one_stride

    x = np.arange(24.0)
    for view in (x, x[::3], x[::-1], np.broadcast_to(x[3:4], (4, 5)), x.reshape(4, 6)[:, 1], x.reshape(4, 6)):
        assert np.shares_memory(one_stride(view), x)
    assert not np.shares_memory(one_stride(x.reshape(4, 6).T), x)


def test_misaligned_input():
    raw = np.zeros(4 * 8 + 1, np.uint8)
    b = raw[1:].view(np.float64)
    b[:] = [1, 2, 3, 4]
    assert same(cubic_roots(1, b, 1, 1), cubic_roots(1, b.copy(), 1, 1))


@pytest.mark.parametrize("wrong", [
    1j, np.array([1j]), "1", ["1", "2"], None, [1, None], np.datetime64("2020-01-01"), b"1"])
def test_coefficients_that_are_no_real_numbers(wrong):
    for function in (cubic_roots, cubic_real_roots):
        with pytest.raises(TypeError, match="^b (has|is) "):
            function(1, wrong, 2, 3)


def test_shapes_that_do_not_broadcast():
    with pytest.raises(ValueError):
        cubic_roots([1, 2], [1, 2, 3], 4, 5)


def test_python_numbers_of_other_kinds():
    from decimal import Decimal

    assert same(cubic_roots(Fraction(1, 2), Decimal("1.5"), 2, 3), cubic_roots(0.5, 1.5, 2, 3))
