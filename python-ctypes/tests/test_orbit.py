"""The cubics of orbits against the general solver and exact arithmetic."""

from fractions import Fraction

import numpy as np
import pytest

from hotloop import cubic_real_roots, cubic_roots, orbit_roots, orbit_step_roots

RANDOM = np.random.default_rng(20260107)


def orbits(number):
    a, e = RANDOM.uniform(0.2, 5, number), RANDOM.uniform(0, 0.95, number)
    return -1 / (2 * a), np.sqrt(a * (1 - e * e))


def test_the_same_as_the_general_cubic():
    x0, y0 = orbits(300)
    roots, count, pair = orbit_roots(x0, y0)
    general, number = cubic_real_roots(x0, 0, 1.5, -y0)
    assert np.array_equal(roots, general, equal_nan=True)
    assert count.dtype == np.int8 and np.array_equal(count, number)
    second = np.where(number == 1, cubic_roots(x0, 0, 1.5, -y0)[:, 1], complex(np.nan, np.nan))
    assert np.array_equal(pair, second, equal_nan=True)


def test_a_circular_orbit_lies_on_a_double_root():
    x0 = np.array([np.nextafter(-0.5, -1), -0.5, np.nextafter(-0.5, 0)])
    roots, count, pair = orbit_roots(x0, 1)
    assert count.tolist() == [1, 3, 3]
    assert roots[1].tolist() == [-2, 1, 1] and np.isnan(pair[1:].real).all()
    assert pair[0].real == pytest.approx(1) and 0 < pair[0].imag < 1e-7


def test_step_roots_satisfy_their_equation():
    x0, y0 = orbits(200)
    omega = RANDOM.uniform(-1, 2, 200)
    x, y, count, pair = orbit_step_roots(x0, y0, omega)
    assert x.shape == y.shape == (200, 3) and set(count) <= {0, 1, 2}
    for lane in range(200):
        c, d = 2 * (Fraction(x0[lane]) - Fraction(omega[lane]) * Fraction(y0[lane])), 2 * Fraction(omega[lane])
        kept = y[lane, : count[lane]]
        for root in kept:
            below, above = (Fraction(np.nextafter(root, side)) for side in (0, np.inf))
            assert root > 0 and (below**3 + c * below + d) * (above**3 + c * above + d) <= 0
        reals = cubic_real_roots(1, 0, float(c), float(d))[0]
        assert (reals > 0).sum() == len(kept)
        assert np.allclose(x[lane, : count[lane]], -0.5 / kept**2, rtol=1e-15)
        assert np.isnan(x[lane, count[lane]:]).all() and np.isnan(y[lane, count[lane]:]).all()


def test_the_pair_of_a_step_is_always_there():
    x0, y0 = orbits(200)
    x0, y0 = x0.astype(np.float32).astype(float), y0.astype(np.float32).astype(float)
    omega = np.where(np.arange(200) % 2, -0.75, 1.5)  # so that the coefficients are doubles
    _, y, count, pair = orbit_step_roots(x0, y0, omega)
    real, number = cubic_real_roots(1, 0, 2 * (x0 - omega * y0), 2 * omega)
    roots = cubic_roots(1, 0, 2 * (x0 - omega * y0), 2 * omega)
    assert set(number) == {1, 3} and pair.dtype == np.complex128
    assert np.array_equal(pair[number == 1], roots[number == 1, 1]) and np.isnan(pair[number == 3].real).all()
    positive = [list(lane[lane > 0]) for lane in real]
    assert positive == [list(lane[:k]) for lane, k in zip(y, count)]


def test_a_pair_that_is_nearly_real():
    # (y - 1)² (y + 2) for y0 = 1, and for smaller y0 the double root leaves the real axis
    x, y, count, pair = orbit_step_roots(-0.5, [1, np.nextafter(1, 0)], 1)
    assert count.tolist() == [2, 0] and np.isnan(pair[0])
    assert pair[1].real == pytest.approx(1) and 0 < pair[1].imag < 1e-7


def test_threads_change_nothing():
    x0, y0 = orbits(3000)
    for function, arguments in ((orbit_roots, (x0, y0)), (orbit_step_roots, (x0[:200], y0[:200], 0.5))):
        alone = function(*arguments)
        for threads in (0, 2, -1):
            for one, other in zip(alone, function(*arguments, threads=threads)):
                assert np.array_equal(one, other, equal_nan=True)
        with pytest.raises(ValueError, match="threads"):
            function(*arguments, threads=-2)
        with pytest.raises(TypeError, match="threads"):
            function(*arguments, threads=1.5)


def test_no_step_leaves_the_orbit_where_it_is():
    x, y, count, pair = orbit_step_roots(-0.5, 1, 0)
    assert count == 1 and (x[0], y[0]) == (-0.5, 1)


def test_scalars_and_shapes():
    roots, count, pair = orbit_roots(-0.5, 1)
    assert roots.shape == (3,) and type(count) is int and pair.shape == ()
    x, y, count, pair = orbit_step_roots(-0.5, 1, 0.1)
    assert x.shape == y.shape == (3,) and type(count) is int and pair.shape == ()
    x0, y0 = -0.5 * np.ones((4, 1)), np.linspace(0.5, 1, 10)[::2]
    roots, count, pair = orbit_roots(x0, y0)
    assert roots.shape == (4, 5, 3) and count.shape == pair.shape == (4, 5)
    assert np.array_equal(roots[2, 3], orbit_roots(-0.5, y0[3])[0], equal_nan=True)
    x, y, count, pair = orbit_step_roots(x0, y0, 0.1)
    assert x.shape == y.shape == (4, 5, 3) and count.shape == pair.shape == (4, 5)
    assert np.array_equal(x[2, 3], orbit_step_roots(-0.5, y0[3], 0.1)[0], equal_nan=True)
    assert orbit_roots([], 1)[0].shape == (0, 3) and orbit_step_roots([], 1, 1)[0].shape == (0, 3)


def test_what_is_not_finite_stays_in_its_lane():
    roots, count, pair = orbit_roots([np.nan, -0.5, -0.5], [1, 1, np.inf])
    assert count.tolist() == [-1, 3, -1]
    assert np.isnan(roots[[0, 2]]).all() and np.isnan(pair.real).all()
    x, y, count, pair = orbit_step_roots(-0.5, 1, [np.nan, 0.1])
    assert count[0] == -1 and count[1] > 0 and np.isnan(x[0]).all() and np.isnan(y[0]).all()
    assert np.isnan(pair[0])
    assert orbit_roots(0, 0)[1] == 1 and orbit_roots(0, 0)[0][0] == 0  # 1.5 y = 0


@pytest.mark.parametrize("wrong", [1j, "1", None])
def test_what_is_no_real_number(wrong):
    with pytest.raises(TypeError, match="^y0 (has|is) "):
        orbit_roots(1, wrong)
    with pytest.raises(TypeError, match="^omega (has|is) "):
        orbit_step_roots(1, 1, wrong)
