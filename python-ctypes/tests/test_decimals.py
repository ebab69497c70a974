"""What goes in: digits count, trailing zeros too, and what is no number is refused."""

import warnings
from decimal import Decimal

import numpy as np
import pytest

import hotloop

COUNT_22_13 = 71  # ("2.2", "1.3", 20, 1, 5)


def count(mean, sd="1.3", n=20, low=1, high=5, **keywords):
    return hotloop.Closure(mean, sd, n, low, high, **keywords).count


@pytest.mark.parametrize("mean", [
    "2.2", " 2.2\t", "+2.2", "2.2e0", "22e-1", "\N{NO-BREAK SPACE}2.2", 2.2, np.float64(2.2),
    np.float32(2.2), np.float16(2.2), Decimal("2.2"), np.str_("2.2"),
])
def test_the_same_number_in_many_ways(mean):
    assert count(mean) == COUNT_22_13


@pytest.mark.parametrize("one", ["1", 1, np.int8(1), np.uint64(1), Decimal(1)])
def test_whole_numbers(one):
    assert count("3.5", one, 52) == count("3.5", "1", 52) != count("3.5", "1.0", 52)


def test_no_leading_zero():
    assert count("3.5", ".5", 12) == count("3.5", "0.5", 12) == 1


@pytest.mark.parametrize("mean", ["-1.6", "\N{MINUS SIGN}1.6", -1.6])
def test_negative_means(mean):
    assert count(mean, "0.8", 10, -2, 2) == count("1.6", "0.8", 10, -2, 2) > 0


def test_trailing_zeros_matter():
    assert count("3.5", "2", 52) == 3_682
    assert count("3.5", "2.0", 52) == 1
    assert count("3.5", Decimal("2.0"), 52) == 1
    assert count("3.5", Decimal("2"), 52) == 3_682


def test_the_default_error_follows_the_digits():
    assert count("3.48", "1.21", 50) == count("3.48", "1.21", 50, mean_error=".005", sd_error=".005")
    assert count("3.48", "1.21", 50) != count("3.48", "1.21", 50, mean_error=".05", sd_error=".05")


def test_a_decimal_in_exponent_form():
    assert count("3.5", "1.0", 50, sd_error="1e-05") == count("3.5", "1.0", 50, sd_error=Decimal("1E-5"))
    assert count("3.5", "1.0", 50, sd_error=1e-05) == count("3.5", "1.0", 50, sd_error="0.00001")


def test_a_mean_outside_the_scale_is_an_answer():
    assert count("10.0", "2.0", 3, mean_error=".1", sd_error=".1") == 0
    assert count("-3", "1", 10) == 0


def test_exact_where_other_checks_are_only_necessary():
    assert count("1.3", ".9", 9) == 0
    assert count("1.0", "2.0", 2, 1, 5) == 0
    assert count("0.11", "0.31", 40, 0, 1) == 0


def test_floats_that_differ_in_digits_warn():
    with pytest.warns(UserWarning, match='if the paper prints 3.50, pass "3.50"') as caught:
        hotloop.Closure(3.5, 1.25, 20, 1, 5)
    assert caught[0].filename == __file__
    with pytest.warns(UserWarning, match="sd has fewer decimals") as caught:
        hotloop.closure(3.55, np.float32(1.2), 20, 1, 5)
    assert caught[0].filename == __file__


def test_the_warning_comes_once_for_a_line():
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        for mean in (3.5, 3.6, 3.7):
            hotloop.Closure(mean, 1.25, 20, 1, 5)
    assert len(caught) == 1


def test_what_does_not_warn():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        hotloop.Closure(3.5, 1.2, 20, 1, 5)
        hotloop.Closure("3.5", 1.25, 20, 1, 5)
        hotloop.Closure("3.5", "1.25", 20, 1, 5)
        hotloop.Closure(3, 1.2, 20, 1, 5)
        hotloop.Closure(3.5, 0.57, 20, 1, 5, mean_error=0.05)


@pytest.mark.parametrize("wrong", [None, True, np.True_, b"3.5", 3.5j, [3.5], (), object(), {}])
@pytest.mark.parametrize("name", ["mean", "sd"])
def test_wrong_types_say_what_to_write(name, wrong):
    arguments = {"mean": "3.5", "sd": "1.2", name: wrong}
    with pytest.raises(TypeError, match=f"^{name} is .*write a number such as 3.5"):
        hotloop.Closure(n=20, scale_min=1, scale_max=5, **arguments)


@pytest.mark.parametrize("name", ["mean_error", "sd_error"])
def test_wrong_types_of_errors(name):
    with pytest.raises(TypeError, match=f"^{name} is True"):
        hotloop.Closure("3.5", "1.2", 20, 1, 5, **{name: True})


@pytest.mark.parametrize("text", ["1,2", "3.5%", "", " ", "nan", "inf", "0x1p0", "1_0", "3.5.1", "three",
                                  "1e99", "--1", "1 2", "٣", "1e", ".", "-"])
@pytest.mark.parametrize("name", ["mean", "sd", "mean_error", "sd_error"])
def test_texts_that_are_no_decimals_are_the_librarys_to_refuse(name, text):
    arguments = {"mean": "3.5", "sd": "1.2", name: text}
    with pytest.raises(ValueError, match=f"^{name} "):
        hotloop.Closure(n=20, scale_min=1, scale_max=5, **arguments)


def test_a_text_is_never_cut_short():
    with pytest.raises(ValueError, match="NUL"):
        hotloop.Closure("3.5\0garbage", "1.2", 20, 1, 5)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), np.float32("nan"), Decimal("NaN")])
def test_numbers_that_are_not_finite(value):
    with pytest.raises(ValueError, match="^mean "):
        hotloop.Closure(value, "1.2", 20, 1, 5)


@pytest.mark.parametrize("name", ["n", "scale_min", "scale_max", "items"])
@pytest.mark.parametrize("wrong", [5.0, "5", None, True, np.True_, [5]])
def test_whole_numbers_only(name, wrong):
    arguments = {"n": 20, "scale_min": 1, "scale_max": 5, "items": 1, name: wrong}
    with pytest.raises(TypeError, match=f"^{name} is .*write a whole number such as 5"):
        hotloop.Closure("3.5", "1.2", **arguments)


@pytest.mark.parametrize("name", ["n", "scale_min", "scale_max", "items"])
@pytest.mark.parametrize("wrong", [2**31, 2**32 + 5, -(2**32) + 5, 10**30])
def test_whole_numbers_are_never_cut_to_32_bits(name, wrong):
    arguments = {"n": 20, "scale_min": 1, "scale_max": 5, "items": 1, name: wrong}
    with pytest.raises(ValueError, match=f"^{name} "):
        hotloop.Closure("3.5", "1.2", **arguments)


def test_numpy_integers_are_whole_numbers():
    assert count("2.2", "1.3", np.int16(20), np.uint8(1), np.int64(5), items=np.int32(1)) == COUNT_22_13


@pytest.mark.parametrize("arguments, name", [
    (("3.5", "1.2", 0, 1, 5), "n"),
    (("3.5", "1.2", 1, 1, 5), "n"),
    (("3.5", "1.2", -4, 1, 5), "n"),
    (("3.5", "-1.2", 20, 1, 5), "sd"),
    (("3.5", "1.2", 2**30, 1, 5), "n"),
])
def test_out_of_range(arguments, name):
    with pytest.raises(ValueError, match=rf"\b{name}\b"):
        hotloop.Closure(*arguments)


def test_the_librarys_own_sentence():
    with pytest.raises(ValueError) as refused:
        hotloop.Closure("3.5", "1.2", 50, 7, 1)
    assert str(refused.value) == "scale_min (7) is larger than scale_max (1); swap them"


@pytest.mark.parametrize("name", ["mean_error", "sd_error"])
def test_negative_errors(name):
    with pytest.raises(ValueError, match=f"^{name} "):
        hotloop.Closure("3.5", "1.2", 20, 1, 5, **{name: "-0.1"})


@pytest.mark.parametrize("items", [0, -1, 1001])
def test_items_out_of_range(items):
    with pytest.raises(ValueError, match="items"):
        hotloop.Closure("3.5", "1.2", 20, 1, 5, items=items)
