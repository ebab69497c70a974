"""Warns where floats may have lost the trailing zeros that a paper prints."""

import sys
import warnings
from typing import Any, Optional

import numpy as np

from ._numbers import last_place


def warn_of_lost_zeros(given: "tuple[Any, Any]", texts: "tuple[str, str]",
                       errors: "tuple[Optional[str], Optional[str]]") -> None:
    """Mean and SD are mostly printed with equally many decimals; floats that differ are suspect.

    The one with fewer is harmless when its error is given. The text is always
    the same, so that Python shows it once for each line of the caller's code.
    """
    longer = last_place(texts[0]) - last_place(texts[1])
    if longer == 0 or not all(isinstance(value, (float, np.floating)) for value in given):
        return
    name, error = ("mean", errors[0]) if longer > 0 else ("sd", errors[1])
    if error is None:
        warnings.warn(f"{name} has fewer decimals than its partner, and a float drops trailing "
                      'zeros: if the paper prints 3.50, pass "3.50"', UserWarning, _depth())


def _depth() -> int:
    """How far up the first caller outside this package is, so that its line is named."""
    frame, depth = sys._getframe(1), 1
    while frame.f_back and frame.f_globals.get("__name__", "").startswith("hotloop."):
        frame, depth = frame.f_back, depth + 1
    return depth
