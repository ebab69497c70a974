"""Exponents of any size: those of the library are int64, larger ones are split."""

import operator
from typing import Any, Optional

import numpy as np

from ._how import How
from ._stack import apply, power

INT64_MAX = 2**63 - 1
_SPLIT = 2**62


def exponent(n: Any) -> int:
    try:
        return operator.index(n)
    except TypeError:
        raise TypeError("exponent must be an integer") from None


def any_power(a: np.ndarray, n: int, how: How, out: Optional[np.ndarray] = None) -> np.ndarray:
    """`power` for n beyond int64 too: a**(h·2**62 + l)."""
    if abs(n) <= INT64_MAX:
        return power(a, n, how, out)
    if n < 0:
        return any_power(power(a, -1, how), -n, how)
    high, low = divmod(n, _SPLIT)
    return _product(any_power(power(a, _SPLIT, how), high, how), power(a, low, how), how)


def any_apply(a: np.ndarray, n: int, v: np.ndarray, how: How,
              out: Optional[np.ndarray] = None) -> np.ndarray:
    """`apply` likewise."""
    if abs(n) <= INT64_MAX:
        return apply(a, n, v, how, out)
    if a.ndim > 2:  # one by one: after the first part each matrix has a v of its own
        return np.stack([any_apply(matrix, n, v, how) for matrix in a])
    if n < 0:
        return any_apply(power(a, -1, how), -n, v, how)
    high, low = divmod(n, _SPLIT)
    return any_apply(power(a, _SPLIT, how), high, apply(a, low, v, how), how)


def _product(x: np.ndarray, y: np.ndarray, how: How) -> np.ndarray:
    """x @ y for stacks of one shape, as the library multiplies."""
    pairs = zip(x.reshape(-1, *x.shape[-2:]), y.reshape(-1, *y.shape[-2:]))
    return np.stack([apply(left, 1, right, how) for left, right in pairs]).reshape(x.shape)
