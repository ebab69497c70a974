"""Options of cubic roots: single precision, repeated roots once, near pairs as real roots."""

from fractions import Fraction

import numpy as np
import pytest

from hotloop import cubic_real_roots, cubic_roots

RANDOM = np.random.default_rng(20260105)
NEAR = (1, -2, 1 + 1e-10, 0)  # 0 and 1 ± 1e-5 i


def value(abcd, x):
    a, b, c, d = abcd
    return ((a * x + b) * x + c) * x + d


def test_single_in_single_out():
    abcd = RANDOM.uniform(-5, 5, (4, 50)).astype(np.float32)
    roots, count = cubic_real_roots(*abcd)
    assert roots.dtype == np.float32 and cubic_roots(*abcd).dtype == np.complex64
    assert count.dtype == np.int8


def test_single_roots_are_the_nearest_singles():
    abcd = RANDOM.uniform(-10, 10, (4, 300)).astype(np.float32)
    roots, count = cubic_real_roots(*abcd)
    wide, wide_count = cubic_real_roots(*abcd.astype(np.float64))
    assert np.array_equal(count, wide_count)
    assert np.array_equal(roots, wide.astype(np.float32), equal_nan=True)
    for lane in range(300):
        exact = [Fraction(float(x)) for x in abcd[:, lane]]
        for root in roots[lane, : count[lane]]:
            below, above = (Fraction(float(np.nextafter(root, np.float32(side)))) for side in (-np.inf, np.inf))
            assert value(exact, below) * value(exact, above) <= 0


def test_single_pairs_follow_the_real_root():
    abcd = RANDOM.integers(-5, 6, (4, 500)).astype(np.float32)
    single, double = cubic_roots(*abcd), cubic_roots(*abcd.astype(np.float64))
    assert np.array_equal(single, double.astype(np.complex64), equal_nan=True)


@pytest.mark.parametrize("given, single", [
    ((np.float32(1), 2, 3, 4), True),
    ((np.float32(1), 0.1, True, np.ones(3, np.float32)), True),
    ((np.float32(1), np.ones(3, np.float16), np.int8(1), 4), True),
    ((np.ones(3, ">f4"), 1, 2, 3), True),
    ((np.float32(1), [1.0], 2, 3), False),
    ((np.float32(1), np.float64(1), 2, 3), False),
    ((np.float32(1), np.int32(1), 2, 3), False),
    ((np.float32(1), Fraction(1, 2), 2, 3), False),
    ((np.float16(1), 1, 2, 3), False),
    ((1, 2, 3, 4), False),
])
def test_what_counts_as_single(given, single):
    assert cubic_real_roots(*given)[0].dtype == (np.float32 if single else np.float64)
    assert cubic_roots(*given).dtype == (np.complex64 if single else np.complex128)


def test_single_views():
    x = RANDOM.uniform(-5, 5, 24).astype(np.float32)
    for view in (x[::-1], x[::3], x.reshape(4, 6).T, np.broadcast_to(x[:1], (2, 3))):
        expected = cubic_roots(view.astype(np.float64), 1, 2, 3).astype(np.complex64)
        assert np.array_equal(cubic_roots(view, 1, 2, 3), expected, equal_nan=True)


@pytest.mark.parametrize("abcd, roots", [
    ((1, -4, 5, -2), [1, 2]),
    ((1, -5, 8, -4), [1, 2]),
    ((1, -3, 3, -1), [1]),
    ((0, 1, -2, 1), [1]),
    ((1, -6, 11, -6), [1, 2, 3]),
    ((1, 0, 0, 0), [0]),
])
def test_distinct_roots(abcd, roots):
    found, count = cubic_real_roots(*abcd, distinct=True)
    assert count == len(roots) and found[:count].tolist() == roots and np.isnan(found[count:]).all()
    assert cubic_roots(*abcd, distinct=True)[:count].tolist() == roots
    assert np.isnan(cubic_roots(*abcd, distinct=True)[count:]).all()


def test_distinct_leaves_pairs_alone():
    assert cubic_roots(1, -1, 1, -1, distinct=True).tolist() == [1, 1j, -1j]


def test_a_tolerance_makes_a_near_pair_real():
    assert cubic_real_roots(*NEAR)[1] == 1
    assert cubic_real_roots(*NEAR, imag_tolerance=1e-6)[1] == 1
    for tolerance in (2e-5, 1):
        roots, count = cubic_real_roots(*NEAR, imag_tolerance=tolerance)
        assert count == 3 and roots.tolist() == [0, 1, 1]
        assert cubic_roots(*NEAR, imag_tolerance=tolerance).tolist() == [0, 1, 1]
        roots, count = cubic_real_roots(*NEAR, imag_tolerance=tolerance, distinct=True)
        assert count == 2 and roots[:2].tolist() == [0, 1] and np.isnan(roots[2])
        roots = cubic_roots(*NEAR, imag_tolerance=tolerance, distinct=True)
        assert roots[:2].tolist() == [0, 1] and np.isnan(roots[2])


def test_a_tolerance_is_met_by_equality():
    assert cubic_real_roots(1, 0, 1, 0, imag_tolerance=1)[1] == 3
    assert cubic_roots(1, 0, 1, 0, imag_tolerance=1).tolist() == [0, 0, 0]
    assert cubic_roots(1, 0, 1, 0, imag_tolerance=np.nextafter(1, 0)).tolist() == [0, 1j, -1j]


def test_a_tolerance_in_an_array():
    c = np.array([1 + 1e-10, 2.0, 1.0, np.nan, 1 + 1e-14])
    together = cubic_roots(1, -2, c, 0, imag_tolerance=1e-3)
    for lane, one in enumerate(c):
        assert np.array_equal(together[lane], cubic_roots(1, -2, one, 0, imag_tolerance=1e-3), equal_nan=True)
    assert (together[0].imag == 0).all() and together[1, 1].imag == 1


@pytest.mark.parametrize("function", [cubic_roots, cubic_real_roots])
@pytest.mark.parametrize("tolerance", [-1, -1e-300, np.nan, np.inf])
@pytest.mark.parametrize("a", [1, np.empty(0)])
def test_tolerances_out_of_range(function, tolerance, a):
    with pytest.raises(ValueError, match="imag_tolerance"):
        function(a, 1, 1, 1, imag_tolerance=tolerance)


def test_no_tolerance_is_zero():
    assert np.array_equal(cubic_roots(*NEAR, imag_tolerance=None), cubic_roots(*NEAR, imag_tolerance=0))
