"""Exponents of any size: those of the library are int64, larger ones are split."""

import operator
from typing import Any, Callable

import numpy as np

INT64_MAX = 2**63 - 1
_SPLIT = 2**62

Power = Callable[[np.ndarray, int], np.ndarray]
Product = Callable[[np.ndarray, np.ndarray], np.ndarray]
Apply = Callable[[np.ndarray, int, np.ndarray], np.ndarray]


def exponent(n: Any) -> int:
    try:
        return operator.index(n)
    except TypeError:
        raise TypeError("exponent must be an integer") from None


def any_power(power: Power, product: Product, a: np.ndarray, n: int) -> np.ndarray:
    """power(a, n) for n beyond int64 too: a**(h·2**62 + l)."""
    if abs(n) <= INT64_MAX:
        return power(a, n)
    if n < 0:
        return any_power(power, product, power(a, -1), -n)
    high, low = divmod(n, _SPLIT)
    return product(any_power(power, product, power(a, _SPLIT), high), power(a, low))


def any_apply(power: Power, apply: Apply, a: np.ndarray, n: int, v: np.ndarray) -> np.ndarray:
    """apply(a, n, v) likewise."""
    if abs(n) <= INT64_MAX:
        return apply(a, n, v)
    if a.ndim > 2:  # one by one: after the first part each matrix has a v of its own
        return np.stack([any_apply(power, apply, matrix, n, v) for matrix in a])
    if n < 0:
        return any_apply(power, apply, power(a, -1), -n, v)
    high, low = divmod(n, _SPLIT)
    return any_apply(power, apply, power(a, _SPLIT), high, apply(a, low, v))
