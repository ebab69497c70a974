"""Exponents of any size: those of the library are int64, larger ones are split.

n is read in digits of 62 bits from the highest on: what is found is raised to 2**62 and
multiplied by a to the next digit, unless that is 0. So the products, and the bits of
floats, depend on n, the size and the dtype alone.
"""

import operator
from typing import Any, List, Optional

import numpy as np

from . import _abi
from ._given import refuse_masked
from ._how import How
from ._shown import shown
from ._stack import apply, power

INT64_MAX = 2**63 - 1
_DIGIT = 62


def exponent(n: Any) -> int:
    refuse_masked("n", n)
    try:
        return operator.index(n)
    except TypeError:
        advice = f"; write {int(n)}" if isinstance(n, float) and n.is_integer() else ""
        raise TypeError(f"exponent must be an integer, and n is {shown(n)}{advice}") from None


def any_power(a: np.ndarray, n: int, how: How, out: Optional[np.ndarray] = None) -> np.ndarray:
    """`power` for n beyond int64 too."""
    if abs(n) <= INT64_MAX:
        return power(a, n, how, out)
    if n < 0:
        a, n = power(a, -1, how), -n
    first, *rest = _digits(n)
    found = power(a, first, how)
    for digit in rest:
        found = power(found, 1 << _DIGIT, how)
        if digit:
            found = _product(found, power(a, digit, how), how)
    return found


def any_apply(a: np.ndarray, n: int, v: np.ndarray, how: How,
              out: Optional[np.ndarray] = None) -> np.ndarray:
    """`apply` likewise."""
    if abs(n) <= INT64_MAX:
        return apply(a, n, v, how, out)
    if a.size > a.shape[-1]**2:  # after a first part each matrix would have a v of its own
        return apply(any_power(a, n, how), 1, v, how, out)
    if n < 0:
        a, n = power(a, -1, how), -n
    digits = _digits(n)
    found = apply(a, digits.pop(), v, how).reshape(v.shape)
    while digits:
        a = power(a, 1 << _DIGIT, how)
        digit = digits.pop()
        if digit:
            found = apply(a, digit, found, how).reshape(v.shape)
    return found.reshape(*a.shape[:-2], *v.shape)


def _digits(n: int) -> List[int]:
    """The highest first."""
    mask = (1 << _DIGIT) - 1
    return [n >> place & mask for place in range((n.bit_length() - 1) // _DIGIT * _DIGIT, -1, -_DIGIT)]


def _product(x: np.ndarray, y: np.ndarray, how: How) -> np.ndarray:
    """x @ y for stacks of powers of the same matrices, as the library multiplies."""
    if how.flags & _abi.POWER_TRIANGULAR:
        return _triangular_product(x, y, how)
    plain = how._replace(flags=how.flags & _abi.POWER_WRAP)
    if x.size == x.shape[-1]**2:
        found = apply(x, 1, y.reshape(y.shape[-2:]), plain)
    else:
        found = _side_by_side(x, y, (0, 1, 0), plain)
    # the form that was asked for comes back with the power 1
    return found if how.flags == plain.flags else power(found, 1, how)


def _triangular_product(x: np.ndarray, y: np.ndarray, how: How) -> np.ndarray:
    """The lower ones are turned over, for powers of one matrix commute: (xy)' = x'y'."""
    upper = [np.triu(part, 1).any(axis=(-2, -1), keepdims=True) for part in (x, y)]
    lower = ~(upper[0] | upper[1])
    x, y = (np.where(lower, part.swapaxes(-2, -1), part) for part in (x, y))
    found = _side_by_side(x, y, (0, 1, 2), how)
    return np.where(lower, found.swapaxes(-2, -1), found)


def _side_by_side(x: np.ndarray, y: np.ndarray, path: "tuple[int, int, int]", how: How) -> np.ndarray:
    """x @ y as a part of the square of a matrix that has x and y beside zeros.

    Each row and column is there once for each place of the path; x leads from its
    first place to the second, y from there to the last. What else stands in the same
    sums is 0·0, so that infinities do no harm, and for a path that ascends the whole is
    upper triangular if x and y are.
    """
    *count, n, _ = x.shape
    places = max(path) + 1
    whole = np.zeros((*count, n, places, n, places), x.dtype)
    start, middle, end = path
    whole[..., start, :, middle] = x
    whole[..., middle, :, end] = y
    square = power(whole.reshape(*count, n * places, n * places), 2, how)
    return np.ascontiguousarray(square.reshape(whole.shape)[..., start, :, end])
