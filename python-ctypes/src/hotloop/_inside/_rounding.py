"""How printed numbers came about, as the bits that the library reads."""

from typing import Any

from . import _abi
from ._choices import one_of, truth
from ._numbers import whole

_MODES = ("up_or_down", "up", "down", "even", "ceiling", "floor", "trunc")
_TO_NEAREST = _MODES[:4]


def rounding_bits(rounding: Any, threshold: Any, symmetric: Any, ddof: Any) -> int:
    """Mode, threshold, symmetric and the SD's divisor."""
    rounding = one_of("rounding", rounding, _MODES)
    threshold = whole("threshold", threshold)
    if not 1 <= threshold <= 9:
        raise ValueError(f"threshold ({threshold}) must lie between 1 and 9")
    if threshold != 5 and rounding not in _TO_NEAREST:
        raise ValueError(f"threshold ({threshold}) has no meaning when rounding is {rounding!r}")
    ddof = whole("ddof", ddof)
    if ddof not in (0, 1):
        raise ValueError(f"ddof ({ddof}) must be 1 (the SD divides by n - 1) or 0 (by n)")
    return (_MODES.index(rounding) | threshold * _abi.CLOSURE_ROUNDING_THRESHOLD
            | truth("symmetric", symmetric) * _abi.CLOSURE_ROUNDING_SYMMETRIC
            | (0 if ddof else _abi.CLOSURE_ROUNDING_DIVISOR_N))
