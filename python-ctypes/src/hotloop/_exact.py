"""Integer products on Python's own integers, for the few cases beyond int64."""

from typing import Callable

import numpy as np


def fit(a: np.ndarray, dtype: np.dtype) -> np.ndarray:
    """The integers of `a` as this dtype, or OverflowError."""
    if a.dtype == dtype:
        return a
    limits = np.iinfo(dtype)
    if int(a.min()) < limits.min or int(a.max()) > limits.max:
        raise OverflowError(f"the result has an entry that does not fit {dtype.name}")
    return a.astype(dtype)


def checked_product(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """x @ y in the dtype of x, or OverflowError."""
    return fit(_product(x, y), x.dtype)


def modular_product(mod: int) -> Callable[[np.ndarray, np.ndarray], np.ndarray]:
    return lambda x, y: (_product(x, y) % mod).astype(np.uint64)


def unsigned_power(a: np.ndarray, n: int) -> np.ndarray:
    """a**n for uint64 and n >= 0, or OverflowError.

    Every entry above the largest uint64 is cut to one above it. For numbers
    that are never negative, sums and products of cut numbers, cut, are the cut
    sums and products; so the result is exact where it fits, and numbers stay
    short however large n is.
    """
    ceiling = 2**64
    square = a.astype(object)
    result = np.broadcast_to(np.eye(a.shape[-1], dtype=np.uint64), a.shape).astype(object)
    while n:
        if n & 1:
            result = np.minimum(_product(result, square), ceiling)
        n >>= 1
        if n:
            square = np.minimum(_product(square, square), ceiling)
    return fit(result, a.dtype)


def _product(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """x @ y for stacks, in Python integers."""
    return np.matmul(x.astype(object), y.astype(object))
