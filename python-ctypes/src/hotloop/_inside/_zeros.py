"""Trailing zeros that a paper prints and a float cannot keep: restored, or warned of."""

import sys
import warnings
from decimal import Decimal
from typing import Any, Optional, Tuple

import numpy as np

from ._numbers import Origin, Reading, last_place, whole

_MOST_DECIMALS = 30


def read_digits(digits: Any) -> "Tuple[Optional[int], Optional[int]]":
    """How many decimals the paper prints, of mean and SD."""
    pair = digits if isinstance(digits, (tuple, list)) else (digits, digits)
    if len(pair) != 2:
        raise ValueError(f"digits is {digits!r}; write how many decimals are printed, or (mean's, sd's)")
    mean, sd = (None if number is None else _decimals(number) for number in pair)
    return mean, sd


def _decimals(number: Any) -> int:
    number = whole("digits", number)
    if not 0 <= number <= _MOST_DECIMALS:
        raise ValueError(f"digits ({number}) must lie between 0 and {_MOST_DECIMALS}")
    return number


def with_zeros(name: str, value: Any, reading: Reading, decimals: Optional[int]) -> Reading:
    """The number with so many decimals, as printed; what is no number is left for the library."""
    if decimals is None:
        return reading
    try:
        number = Decimal(reading.text if reading.text.isascii() else "")
        number = number.normalize() if _is_float(value) else number
        shown = -int(number.as_tuple().exponent)
    except (ArithmeticError, ValueError, TypeError):
        return reading
    if shown > decimals:
        raise ValueError(f"{name} ({reading.text}) has more decimals than digits={decimals}; round it to "
                         "what the paper prints, or leave digits out")
    return Reading(f"{number:.{decimals}f}", Origin.TEXT)


def warn_of_lost_zeros(given: "Tuple[Any, Any]", readings: "Tuple[Reading, Reading]",
                       settled: "Tuple[bool, bool]") -> None:
    """Floats that may have been printed with more decimals.

    Mean and SD are mostly printed with equally many decimals, and with two or
    more: floats that differ are suspect, and floats that both show one. `settled`
    says whose window does not hang on its digits. The texts are always the same,
    so that Python shows each once for each line of the caller's code.
    """
    if not all(map(_is_float, given)):
        return
    mean, sd = (last_place(reading.text) for reading in readings)
    if mean == sd == -1 and not any(settled):
        warnings.warn("mean and sd are floats with one decimal, and floats drop trailing zeros: if the "
                      "paper prints 3.50 and 1.20, pass digits=2, else digits=1", UserWarning, _depth())
    elif mean != sd and not settled[0 if mean > sd else 1]:
        name = "mean" if mean > sd else "sd"
        warnings.warn(f"{name} has fewer decimals than its partner, and a float drops trailing zeros: if "
                      'the paper prints 3.50, pass "3.50" or digits=2', UserWarning, _depth())


def _is_float(value: Any) -> bool:
    return isinstance(value, (float, np.floating))


def _depth() -> int:
    """How far up the first caller outside this package is, so that its line is named."""
    frame, depth = sys._getframe(1), 1
    while frame.f_back and frame.f_globals.get("__name__", "").startswith("hotloop."):
        frame, depth = frame.f_back, depth + 1
    return depth
