"""How printed numbers came about, as the bits that the library reads."""

from typing import Any

from ._numbers import whole

_MODES = ("up_or_down", "up", "down", "even", "ceiling", "floor", "trunc")
_TO_NEAREST = _MODES[:4]
_SYMMETRIC, _DIVISOR_N = 1 << 8, 1 << 9


def rounding_bits(rounding: Any, threshold: Any, symmetric: Any, ddof: Any) -> int:
    """Mode in bits 0-3, threshold in bits 4-7, then symmetric and the SD's divisor."""
    if rounding not in _MODES:
        raise ValueError(f"rounding is {rounding!r}; choose one of {', '.join(_MODES)}")
    threshold = whole("threshold", threshold)
    if not 1 <= threshold <= 9:
        raise ValueError(f"threshold ({threshold}) must lie between 1 and 9")
    if threshold != 5 and rounding not in _TO_NEAREST:
        raise ValueError(f"threshold ({threshold}) has no meaning when rounding is {rounding!r}")
    ddof = whole("ddof", ddof)
    if ddof not in (0, 1):
        raise ValueError(f"ddof ({ddof}) must be 1 (the SD divides by n - 1) or 0 (by n)")
    return (_MODES.index(rounding) | threshold << 4 | (_SYMMETRIC if symmetric else 0)
            | (0 if ddof else _DIVISOR_N))
