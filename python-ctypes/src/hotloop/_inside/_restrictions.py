"""Bounds on how often values occur, from a mapping such as {3: 2, "3.67": (0, 4)}."""

from fractions import Fraction
from numbers import Rational
from typing import Any, Dict, Mapping, Optional, Tuple

import numpy as np

from ._numbers import Origin, read_number, whole
from ._problem import half_width
from ._shown import shown


def read_restrictions(restrictions: "Optional[Mapping[Any, Any]]") -> "Dict[Any, Any]":
    """A copy, if it is a mapping."""
    if restrictions is None:
        return {}
    if not isinstance(restrictions, Mapping):
        advice = "; .to_dict() makes one" if hasattr(restrictions, "to_dict") else ""
        raise TypeError(f"restrictions is {shown(restrictions)}; write a dict {{value: times}}, such as "
                        f"{{3: 2}}{advice}")
    return dict(restrictions)


def count_bounds(restrictions: Mapping, n: int, scale_min: int, scale_max: int,
                 items: int) -> "Tuple[np.ndarray, np.ndarray]":
    """The fewest and the most times for each value of the scale, the lowest first."""
    size = items * (scale_max - scale_min) + 1
    least, most = np.zeros(size, np.int32), np.full(size, n, np.int32)
    seen = set()
    for key, times in restrictions.items():
        value = _value(key, scale_min, scale_max, items)
        if value in seen:
            raise ValueError(f"restrictions name the value {_shown(value, items)} twice")
        seen.add(value)
        place = value - items * scale_min
        least[place], most[place] = _times(key, times)
    return least, most


def _times(key: Any, times: Any) -> "Tuple[int, int]":
    ends = times if isinstance(times, (tuple, list)) else (times, times)
    name = f"restrictions[{shown(key)}]"
    if len(ends) != 2:
        raise ValueError(f"{name} is {shown(times)}; write how often, or (least, most)")
    least, most = (whole(name, end) for end in ends)
    if not 0 <= least <= most:
        raise ValueError(f"{name} is {shown(times)}; numbers of times are 0 or more, the smaller one first")
    return least, most


def _value(key: Any, scale_min: int, scale_max: int, items: int) -> int:
    """The scale value that a key names, in units of 1/items."""
    value = _named(key, items)
    if not items * scale_min <= value <= items * scale_max:
        raise ValueError(f"restrictions: {key} is not on the scale {scale_min} to {scale_max}; name values "
                         "of the scale")
    return value


def _named(key: Any, items: int) -> int:
    if isinstance(key, Rational) and not isinstance(key, bool):
        exact, half = Fraction(int(key.numerator), int(key.denominator)) * items, Fraction(0)
    else:
        reading = read_number("a key of restrictions", key)
        if reading.origin == Origin.TEXT:  # a division's 17 digits say no more as text
            reading = reading._replace(origin=Origin.F64)
        try:
            exact = Fraction(reading.text) * items
            half = Fraction(repr(half_width(reading))) * items
        except (ValueError, ArithmeticError):
            raise ValueError(f"restrictions: {shown(key)} is no number; name a value of the scale, such as "
                             "3") from None
    if exact.denominator == 1:
        return int(exact)
    nearest = round(exact)
    distance = abs(nearest - exact)
    if distance > half:
        raise ValueError(f"restrictions: {key} is no value of a scale in steps of 1/{items}; the nearest is "
                         f"{_shown(nearest, items)}")
    if 1 - distance <= half:  # the digits do not tell this value from the next
        raise ValueError(f"restrictions: {key} may be {_shown(nearest, items)} or another value; "
                         "write more digits or a Fraction")
    return nearest


def _shown(value: int, items: int) -> str:
    return str(Fraction(value, items))
