"""Reads numbers the way they were printed: digits matter, and so do trailing zeros."""

import operator
import re
from decimal import Decimal, localcontext
from enum import IntEnum
from typing import Any, NamedTuple, Optional, SupportsIndex, Union

import numpy as np

from ._given import refuse_masked
from ._shown import holds_many, shown

Number = Union[str, int, float, Decimal, np.number]

# A whole number as it comes from tables: 20, 20.0, "20".
Whole = Union[SupportsIndex, str, float, Decimal, np.floating]

_INT32_MAX = 2**31 - 1

_OF_A_REPORT = ("mean", "sd", "n", "scale_min", "scale_max", "mean_error", "sd_error")


class Origin(IntEnum):
    """What a number was before it became text, as the library has it."""

    TEXT = 0
    F64 = 1
    F32 = 2
    F16 = 3


class Reading(NamedTuple):
    """The decimal number that a value shows, and what the value was."""

    text: str
    origin: Origin


def read_number(name: str, value: Any) -> Reading:
    """The number as it shows itself; the library judges whether it is one."""
    refuse_masked(name, value)
    value = _scalar(value)
    reading = _shown(value)
    if reading is None:
        raise _refusal(name, value, 'write a number such as 3.5, or "3.50" to keep its zeros')
    if "\0" in reading.text:
        raise ValueError(f"{name} contains a NUL character")
    return reading._replace(text=_ascii_minus(reading.text))


def _ascii_minus(text: str) -> str:
    return text.strip().replace("\N{MINUS SIGN}", "-")


def _scalar(value: Any) -> Any:
    """What an array without axes holds."""
    return value[()] if isinstance(value, np.ndarray) and value.ndim == 0 else value


def _shown(value: Any) -> "Optional[Reading]":
    if isinstance(value, (bool, np.bool_)) or is_missing(value):
        return None
    if isinstance(value, str):
        return Reading(value, Origin.TEXT)
    if isinstance(value, (int, np.integer)):
        return Reading(str(int(value)), Origin.TEXT)
    if isinstance(value, float):
        return Reading(float.__repr__(value), Origin.F64)
    if isinstance(value, np.floating):
        # float32 1.2 is 1.2, not 1.2000000476837158: its own shortest digits
        text = np.format_float_positional(value, unique=True, trim="0")
        return Reading(text, {4: Origin.F32, 2: Origin.F16}.get(value.itemsize, Origin.F64))
    if isinstance(value, Decimal):
        # of the 28 digits of a computed one no more count than of a float's
        return Reading(str(value).lower(), Origin.F64)
    return None


def is_missing(value: Any) -> bool:
    """Whether a table has no value here: None, NaN, and what pandas writes for them."""
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return True
    return isinstance(value, (float, np.floating, Decimal)) and value != value


def _refusal(name: str, value: Any, advice: str) -> Exception:
    """A missing value is a TypeError only as None: a NaN is a number of sorts."""
    if holds_many(value) and not isinstance(value, tuple) and name in _OF_A_REPORT:
        advice = "give one report a call, in a loop over the rows"
    if not is_missing(value):
        return TypeError(f"{name} is {shown(value)}; {advice}")
    kind = TypeError if value is None else ValueError
    return kind(f"{name} is missing ({value}); {advice}")


def last_place(text: str) -> int:
    """The power of ten of the last written digit: -2 for 3.50."""
    return int(Decimal(text).as_tuple().exponent)


def plain_text(number: float) -> str:
    """A number without exponent or needless zeros, to show."""
    return format(Decimal(repr(number)).normalize(), "f")


def known_digits(text: str, error: float) -> str:
    """A number without the digits that its error makes meaningless, to show."""
    sign, digits, exponent = Decimal(repr(error)).normalize().as_tuple()
    place = int(exponent) + len(digits) - (1 if digits[0] < 5 else 0)
    with localcontext() as context:
        context.prec = 100
        number = Decimal(text).quantize(Decimal((0, (1,), place)))
    return format(number, "f") if number else "0"


_A_WHOLE_NUMBER = "write a whole number such as 5"


def whole(name: str, value: Any, of_fractions: str = _A_WHOLE_NUMBER) -> int:
    """An int32 from anything that is a whole number: 20, 20.0, "20"; not a truth value."""
    refuse_masked(name, value)
    number = _integer(name, value, of_fractions)
    if not -_INT32_MAX <= number <= _INT32_MAX:
        # ctypes would cut it to 32 bits in silence
        raise ValueError(f"{name} ({_few_digits(number)}) must lie between {-_INT32_MAX:,} and {_INT32_MAX:,}")
    return int(number)


def whole_of_any_size(name: str, value: Any) -> int:
    """Likewise, beyond 32 bits too."""
    refuse_masked(name, value)
    return int(_integer(name, value, _A_WHOLE_NUMBER))


def _few_digits(number: "Union[int, Decimal]") -> str:
    return f"{number:.0f}" if -10**22 < number < 10**22 else f"{Decimal(number):.3e}"


def _integer(name: str, value: Any, of_fractions: str) -> "Union[int, Decimal]":
    value = _scalar(value)
    if not isinstance(value, (bool, np.bool_, np.ndarray)):
        try:
            return operator.index(value)
        except TypeError:
            pass
        if isinstance(value, str):
            return _integer_of_text(name, value, of_fractions)
        if isinstance(value, (float, np.floating, Decimal)) and not is_missing(value):
            number = value if isinstance(value, Decimal) else Decimal(float(value))
            if number.is_finite() and number == number.to_integral_value():
                return number
            raise ValueError(f"{name} is {value}; {of_fractions}")
    raise _refusal(name, value, _A_WHOLE_NUMBER)


def _integer_of_text(name: str, value: str, of_fractions: str) -> "Union[int, Decimal]":
    text = _ascii_minus(value)
    if re.fullmatch(r"[+-]?[0-9]{1,40}(\.0*)?", text):
        return Decimal(text).to_integral_value()
    advice = of_fractions if re.fullmatch(r"[+-]?[0-9]+\.[0-9]*", text) else _A_WHOLE_NUMBER
    if re.fullmatch(r"[0-9]{1,3}([,.' ][0-9]{3})+", text):
        advice = f"write a whole number such as {_without_separators(text)}"
    raise ValueError(f"{name} is {ascii(value)}; {advice}")


def _without_separators(text: str) -> str:
    return re.sub("[,.' ]", "", text)


def thread_count(value: Any) -> int:
    """How many threads a call may use; -1 stands for all CPUs."""
    if not hasattr(value, "__index__") or isinstance(value, np.ndarray):
        raise TypeError(f"threads is {shown(value)}; write a whole number such as 2")
    threads = whole("threads", value)
    if threads < -1:
        raise ValueError(f"threads ({threads}) must be -1 (all), 0 or a number of threads")
    return threads


def bytes_text(size: int) -> str:
    """A number of bytes for people: 24.5 GB."""
    if size < 1000:
        return f"{size} bytes"
    power = min((len(str(size)) - 1) // 3, 6)
    return f"{size / 1000**power:,.1f} {'kMGTPE'[power - 1]}B"
