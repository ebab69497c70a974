"""Discriminant signs and condition numbers against their formulas in exact arithmetic."""

from fractions import Fraction

import numpy as np
import pytest

from hotloop import cubic_condition, cubic_discriminant_sign, cubic_real_roots

RANDOM = np.random.default_rng(20260106)


def discriminant(a, b, c, d):
    return b * b * c * c - 4 * a * c**3 - 4 * b**3 * d - 27 * a * a * d * d + 18 * a * b * c * d


def test_small_whole_coefficients():
    abcd = RANDOM.integers(-4, 5, (4, 3000))
    signs = cubic_discriminant_sign(*abcd)
    assert signs.dtype == np.int8 and np.array_equal(signs, np.sign(discriminant(*abcd)))
    assert set(signs) == {-1, 0, 1}


def test_where_doubles_cannot_tell():
    for a in (np.nextafter(1, 0), 1.0, np.nextafter(1, 2)):
        exact = discriminant(*map(Fraction, (a, -3.0, 3.0, -1.0)))
        assert cubic_discriminant_sign(a, -3, 3, -1) == (exact > 0) - (exact < 0)
    huge = (1e300, -3e300, 3e300, -1e300)
    exact = discriminant(*map(Fraction, huge))
    assert cubic_discriminant_sign(*huge) == (exact > 0) - (exact < 0)
    assert cubic_discriminant_sign(5e-324, -1.5e-323, 1.5e-323, -5e-324) == 0


def test_the_sign_tells_the_number_of_real_roots():
    abcd = RANDOM.uniform(-1, 1, (4, 500))
    assert np.array_equal(cubic_discriminant_sign(*abcd) > 0, cubic_real_roots(*abcd)[1] == 3)


def test_scalars_and_shapes():
    assert type(cubic_discriminant_sign(1, 0, -1, 0)) is int
    signs = cubic_discriminant_sign([[1], [2]], [0, 1, 2], -1, 0)
    assert signs.shape == (2, 3)
    assert all(signs[i, j] == cubic_discriminant_sign(i + 1, j, -1, 0) for i in range(2) for j in range(3))
    assert cubic_discriminant_sign([], 1, 2, 3).shape == (0,)
    assert cubic_condition([[1], [2]], [0, 1, 2], -1, 0).shape == (2, 3, 3)
    assert cubic_condition(1, 0, -1, 0).shape == (3,)
    assert cubic_condition([], 1, 2, 3).shape == (0, 3)


@pytest.mark.parametrize("wrong", [np.nan, np.inf, -np.inf, [1, np.nan]])
def test_what_is_not_finite(wrong):
    with pytest.raises(ValueError, match="NaN or infinite"):
        cubic_discriminant_sign(1, wrong, 2, 3)
    condition = cubic_condition(1, wrong, 2, 3)
    assert np.isnan(condition[-1] if condition.ndim > 1 else condition).all()


def test_one_lane_that_is_not_finite_spoils_no_other():
    condition = cubic_condition(1, -6, [11, np.nan, 11], -6)
    assert condition.tolist()[0] == condition.tolist()[2] == pytest.approx([12, 30, 20])
    assert np.isnan(condition[1]).all()


@pytest.mark.parametrize("function", [cubic_discriminant_sign, cubic_condition])
@pytest.mark.parametrize("wrong", [1j, "1", None, [1, None]])
def test_what_is_no_real_number(function, wrong):
    with pytest.raises(TypeError, match="^c (has|is) "):
        function(1, 2, wrong, 3)


def test_conditions_as_the_formula():
    abcd = RANDOM.uniform(-2, 2, (4, 40))
    roots, count = cubic_real_roots(*abcd)
    for lane, found in enumerate(cubic_condition(*abcd)):
        a, b, c, d = (Fraction(x) for x in abcd[:, lane])
        assert np.array_equal(np.isnan(found), np.isnan(roots[lane]))
        for x, condition in zip(roots[lane, : count[lane]], found):
            x = Fraction(x)
            magnitudes = abs(a * x**3) + abs(b * x**2) + abs(c * x) + abs(d)
            expected = magnitudes / abs(x * (3 * a * x * x + 2 * b * x + c))
            assert condition == pytest.approx(float(expected), rel=1e-9)  # x is rounded, the library's is not


def test_special_roots():
    assert cubic_condition(1, -4, 5, -2)[:2].tolist() == [np.inf, np.inf]
    assert cubic_condition(1, -3, 2, 0)[0] == 1
    assert np.isnan(cubic_condition(0, 0, 0, 1)).all() and np.isnan(cubic_condition(0, 0, 0, 0)).all()
    assert cubic_condition(0, 0, 2, -3)[0] == 2 and np.isnan(cubic_condition(0, 0, 2, -3)[1:]).all()
