"""Reads numbers the way they were printed: digits matter, and so do trailing zeros."""

import operator
from decimal import Decimal
from typing import Any, Union

import numpy as np

from ._given import refuse_masked

Number = Union[str, int, float, Decimal, np.number]

_INT32_MAX = 2**31 - 1


def decimal_text(name: str, value: Any) -> str:
    """The decimal number that `value` shows; the library judges whether it is one."""
    text = _digits(value)
    if text is None:
        raise TypeError(f'{name} is {value!r}; write a number such as 3.5, or "3.50" to keep its zeros')
    if "\0" in text:
        raise ValueError(f"{name} contains a NUL character")
    return text.strip().replace("\N{MINUS SIGN}", "-")


def _digits(value: Any) -> Union[str, None]:
    if isinstance(value, (bool, np.bool_)):
        return None
    if isinstance(value, str):
        return value
    if isinstance(value, (int, np.integer)):
        return str(int(value))
    if isinstance(value, float):
        return float.__repr__(value)
    if isinstance(value, np.floating):
        # float32 1.2 is 1.2, not 1.2000000476837158: its own shortest digits
        return np.format_float_positional(value, unique=True, trim="0")
    if isinstance(value, Decimal):
        return str(value).lower()
    return None


def last_place(text: str) -> int:
    """The power of ten of the last written digit: -2 for 3.50."""
    return int(Decimal(text).as_tuple().exponent)


def half_unit(text: str) -> str:
    """Half a unit of the last written digit, to show."""
    return format(Decimal((0, (5,), last_place(text) - 1)), "f")


def whole(name: str, value: Any) -> int:
    """An int32 from anything that Python accepts as an index, except a truth value."""
    refuse_masked(name, value)
    try:
        if isinstance(value, (bool, np.bool_)):
            raise TypeError
        number = operator.index(value)
    except TypeError:
        raise TypeError(f"{name} is {value!r}; write a whole number such as 5") from None
    if not -_INT32_MAX <= number <= _INT32_MAX:
        # ctypes would cut it to 32 bits in silence
        raise ValueError(f"{name} ({number}) must lie between {-_INT32_MAX:,} and {_INT32_MAX:,}")
    return number


def thread_count(value: Any) -> int:
    """How many threads a call may use; -1 stands for all CPUs."""
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
