"""Integers that fit or are refused."""

import numpy as np


def fit(a: np.ndarray, dtype: np.dtype) -> np.ndarray:
    """The integers of `a` as this dtype, or OverflowError."""
    if a.dtype == dtype:
        return a
    if dtype == object:
        return a.astype(object)
    limits = np.iinfo(dtype)
    if int(a.min()) < limits.min or int(a.max()) > limits.max:
        raise OverflowError(f"the result has an entry that does not fit {dtype.name}")
    return a.astype(dtype)
