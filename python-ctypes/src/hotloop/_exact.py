"""Integers that fit or are refused, and products beyond what the library is asked for."""

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


def _product(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """x @ y for stacks, in Python integers."""
    return np.matmul(x.astype(object), y.astype(object))
