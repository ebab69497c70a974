"""Negative powers of integer matrices as float64.

Where the inverse is integral, its powers are computed as integers and each entry is rounded
once, to the nearest double. Other inverses are computed in floats, as NumPy does.
"""

from typing import Optional

import numpy as np
from numpy.linalg import LinAlgError

from . import _abi
from ._by_residues import inverse_power
from ._exponent import INT64_MAX, any_apply, any_power
from ._how import How
from ._stack import attempt


def nearest(a: np.ndarray, n: int, how: How, v: Optional[np.ndarray] = None) -> np.ndarray:
    """a**n, or a**n @ v, for n < 0 and entries that are int64 or uint64."""
    stack = a.reshape(-1, *a.shape[-2:])
    of_integers = _abi.POWER_SYMMETRIC | _abi.POWER_HERMITIAN | _abi.POWER_TRIANGULAR | _abi.POWER_WRAP
    if how.flags & ~of_integers:
        statuses = np.full(len(stack), _abi.DOMAIN)
        result = np.empty((len(stack), *(stack if v is None else v).shape[-2:]))
    else:
        exactly = how.without_wrapping()._replace(nan=False)
        fits = n >= -INT64_MAX
        found, statuses = attempt(stack, n if fits else -1, v, exactly)
        result = found.astype(np.float64)
        if not fits:
            statuses[statuses == _abi.OK] = _abi.OVERFLOW
        large = statuses == _abi.OVERFLOW
        if large.any():
            result[large] = inverse_power(stack[large], n, v, exactly)
    singular = statuses == _abi.SINGULAR
    if singular.any():
        _nan_or_error(singular, how)
        result[singular] = np.nan
    others = statuses == _abi.DOMAIN
    if others.any():
        result[others] = _in_floats(stack, others, n, v, how)[others]
    return result.reshape(*a.shape[:-2], *result.shape[1:])


def _nan_or_error(singular: np.ndarray, how: How) -> None:
    if not how.nan:
        place = f" (matrix {singular.argmax()} of {len(singular)}, from 0)" if len(singular) > 1 else ""
        raise LinAlgError(f"a{place} is singular")


def _in_floats(stack: np.ndarray, others: np.ndarray, n: int, v: Optional[np.ndarray],
               how: How) -> np.ndarray:
    """As float64, with the identity for those that are found already, so that errors tell the place."""
    floats = np.where(others[:, np.newaxis, np.newaxis], stack, np.eye(stack.shape[-1], dtype=stack.dtype))
    floats = floats.astype(np.float64)
    how = how.without_wrapping()
    return any_power(floats, n, how) if v is None else any_apply(floats, n, v.astype(np.float64), how)
