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
    with pytest.warns(UserWarning, match='if the paper prints 3.50, pass "3.50" or digits=2') as caught:
        hotloop.Closure(3.5, 1.25, 20, 1, 5)
    assert caught[0].filename == __file__
    with pytest.warns(UserWarning, match="sd has fewer decimals") as caught:
        hotloop.closure(3.55, np.float32(1.2), 20, 1, 5)
    assert caught[0].filename == __file__


@pytest.mark.parametrize("mean, sd", [(3.5, 1.2), (3.0, 1.0), (np.float32(3.5), 1.2)])
def test_floats_that_both_show_one_digit_warn(mean, sd):
    with pytest.warns(UserWarning, match="if the paper prints 3.50 and 1.20, pass digits=2, else digits=1"):
        hotloop.Closure(mean, sd, 20, 1, 5)


def test_the_warning_comes_once_for_a_line():
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        for mean in (3.5, 3.6, 3.7):
            hotloop.Closure(mean, 1.25, 20, 1, 5)
    assert len(caught) == 1


def test_what_does_not_warn():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        hotloop.Closure(3.55, 1.25, 20, 1, 5)
        hotloop.Closure(3.5, 1.2, 20, 1, 5, digits=1)
        hotloop.Closure(3.5, 1.25, 20, 1, 5, digits=2)
        hotloop.Closure(3.5, 1.25, 20, 1, 5, digits=(1, None))
        hotloop.Closure(3.5, 1.2, 20, 1, 5, mean_error=.05, sd_error=.05)
        hotloop.Closure("3.5", 1.25, 20, 1, 5)
        hotloop.Closure("3.5", "1.25", 20, 1, 5)
        hotloop.Closure(3, 1.2, 20, 1, 5)
        hotloop.Closure(3.5, 0.57, 20, 1, 5, mean_error=0.05)


@pytest.mark.parametrize("mean, sd, digits, texts", [
    (3.5, 1.2, 2, ("3.50", "1.20")),
    (3.5, 1.25, (1, 2), ("3.5", "1.25")),
    (3.5, 1.2, [2, None], ("3.50", "1.2")),
    (3.0, 1, 0, ("3", "1")),
    (3, Decimal("1.2"), 2, ("3.00", "1.20")),
    (np.float32(3.5), np.float64(1.25), "3", ("3.500", "1.250")),
    ("3.5", " 35e-1", 2, ("3.50", "3.50")),
    (-3.5, 0.0, 2.0, ("-3.50", "0.00")),
    (1e-05, 1.0, 5, ("0.00001", "1.00000")),
])
def test_digits_restore_zeros(mean, sd, digits, texts):
    found = hotloop.Closure(mean, sd, 20, -5, 5, digits=digits)
    assert (found.mean, found.sd) == texts
    assert found.count == hotloop.Closure(*texts, 20, -5, 5).count


@pytest.mark.parametrize("mean, digits", [(3.456, 2), ("3.50", 1), (3.5, 0), (3.3333333333333335, 2)])
def test_digits_never_cut(mean, digits):
    with pytest.raises(ValueError, match=rf"^mean \({mean}\) has more decimals than digits={digits}; round it"):
        hotloop.Closure(mean, "1", 20, 1, 5, digits=(digits, 0))


@pytest.mark.parametrize("digits, words", [
    (-1, "digits .-1. must lie between 0 and 30"), (31, "between 0 and 30"), (1.5, "digits is 1.5; write a whole"),
    ((1, 2, 3), "write how many decimals"), (True, "digits is True"),
])
def test_wrong_digits(digits, words):
    with pytest.raises((ValueError, TypeError), match=words):
        hotloop.Closure("3", "1", 20, 1, 5, digits=digits)


def test_digits_leave_what_is_no_number_to_the_library():
    with pytest.raises(ValueError, match="^mean .*is not a decimal number"):
        hotloop.Closure("three", "1", 20, 1, 5, digits=2)


@pytest.mark.parametrize("wrong", [None, True, np.True_, b"3.5", 3.5j, (), object()])
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


@pytest.mark.parametrize("text, words", [
    ("3,5", 'write "3.5" with a point instead of the comma'),
    ("1,234.5", 'write "1234.5", without separators of thousands'),
    ("1.234,5", 'write "1234.5", without separators of thousands'),
    ("3\u00b75", r'"3<U\+00B7>5".*decimal point that is not ASCII, U\+00B7; write \.'),
    ("\u20131.8", r'"<U\+2013>1.8".*dash or minus sign that is not ASCII, U\+2013; write -'),
    ("\u0663.\u0665", r"digit that is not ASCII, U\+0663; write 0 to 9"),
    ("\uff13.\uff15", r"digit that is not ASCII, U\+FF13; write 0 to 9"),
    ("3.5\u00b10.1", r"U\+00B1, a plus-minus sign"),
])
def test_the_sentence_names_the_character(text, words):
    with pytest.raises(ValueError, match="^mean .*" + words) as refused:
        hotloop.Closure(text, "1.2", 20, 1, 5)
    assert str(refused.value).isascii()


def test_a_text_is_never_cut_short():
    with pytest.raises(ValueError, match="NUL"):
        hotloop.Closure("3.5\0garbage", "1.2", 20, 1, 5)


@pytest.mark.parametrize("value", [float("inf"), np.float32("-inf"), Decimal("Infinity")])
def test_numbers_that_are_not_finite(value):
    with pytest.raises(ValueError, match="^mean .*is not a decimal number"):
        hotloop.Closure(value, "1.2", 20, 1, 5)


class NAType:
    """As pandas has it: it equals nothing, and is neither true nor false."""

    def __eq__(self, other):
        return self

    def __bool__(self):
        raise TypeError("boolean value of NA is ambiguous")

    def __repr__(self):
        return "<NA>"


@pytest.mark.parametrize("name", ["mean", "sd", "n", "scale_min", "scale_max", "items"])
@pytest.mark.parametrize("value", [None, float("nan"), np.float32("nan"), Decimal("NaN"), NAType()])
def test_missing_values(name, value):
    arguments = {"mean": "3.5", "sd": "1.2", "n": 20, "scale_min": 1, "scale_max": 5, "items": 1, name: value}
    with pytest.raises(TypeError if value is None else ValueError, match=f"^{name} is missing .*; write a"):
        hotloop.Closure(**arguments)


@pytest.mark.parametrize("name", ["n", "scale_min", "scale_max", "items"])
@pytest.mark.parametrize("wrong", [True, np.True_, (5,), b"5", 5j])
def test_whole_numbers_only(name, wrong):
    arguments = {"n": 20, "scale_min": 1, "scale_max": 5, "items": 1, name: wrong}
    with pytest.raises(TypeError, match=f"^{name} is .*write a whole number such as 5"):
        hotloop.Closure("3.5", "1.2", **arguments)


@pytest.mark.parametrize("wrong, example", [
    (20.5, "5"), (np.float32(1.5), "5"), (Decimal("20.5"), "5"), ("20.5", "5"), ("twenty", "5"), ("", "5"),
    ("1_0", "5"), ("\u0662\u0660", "5"), ("1,234", "1234"), ("1 234 567", "1234567"), (float("inf"), "5"),
    ("9" * 5000, "5"), ("2e1", "5"),
])
def test_no_whole_number(wrong, example):
    with pytest.raises(ValueError, match=f"^n is .*; write a whole number such as {example}$") as refused:
        hotloop.Closure("3.5", "1.2", wrong, 1, 5)
    assert str(refused.value).isascii()


@pytest.mark.parametrize("twenty", ["20", " 20 ", "+20", "20.0", "20.", 20.0, np.float64(20), np.float32(20),
                                    Decimal("20"), Decimal("2e1"), np.int64(20), np.uint8(20)])
def test_whole_numbers_as_tables_have_them(twenty):
    assert count("2.2", "1.3", twenty) == COUNT_22_13
    assert count("2.2", "1.3", 20, 1.0, "5", items=np.float64(1)) == COUNT_22_13
    assert count("-1.6", "0.8", 10, "\N{MINUS SIGN}2", "2") == count("-1.6", "0.8", 10, -2, 2)


@pytest.mark.parametrize("name", ["n", "scale_min", "scale_max", "items"])
@pytest.mark.parametrize("wrong", [2**31, 2**32 + 5, -(2**32) + 5, 10**30, 1e30, "1" * 40, Decimal("1e999999")])
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
