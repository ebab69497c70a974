"""Powers modulo a number of up to 64 bits."""

from typing import Optional

import numpy as np

from ._exact import fit
from ._exponent import INT64_MAX, any_apply, any_power
from ._given import are_integers
from ._how import How


def modular_power(a: np.ndarray, n: int, how: How, out: Optional[np.ndarray] = None) -> np.ndarray:
    """a**n modulo how.modulus in the dtype of a."""
    if n < 0:
        how.refuse_nan()
    entries = residues(a, how.modulus)
    if a.size == 0:
        return np.empty_like(a)
    return fit(any_power(entries, n, how.without_wrapping(), out), a.dtype)


def modular_apply(a: np.ndarray, n: int, v: np.ndarray, how: How, dtype: np.dtype,
                  out: Optional[np.ndarray] = None) -> np.ndarray:
    """a**n @ v modulo how.modulus in this dtype."""
    if n < 0:
        how.refuse_nan()
    a, v = residues(a, how.modulus), residues(v, how.modulus)
    if a.size == 0 or v.size == 0:
        return np.empty((*a.shape[:-2], *v.shape), dtype)
    return fit(any_apply(a, n, v, how.without_wrapping(), out), dtype)


def residues(a: np.ndarray, mod: int) -> np.ndarray:
    """Integers as uint64 with the same residues; the library reduces what is too large."""
    if a.dtype == object and are_integers(a):
        return (a % mod).astype(np.uint64)
    if a.dtype.kind not in "iu":
        raise TypeError(f"mod needs integer entries, not {a.dtype}; use .astype(np.int64)")
    if a.dtype.kind == "u" or a.size == 0 or a.min() >= 0:
        return a.view(np.uint64) if a.dtype == np.int64 else a.astype(np.uint64, copy=False)
    a = a.astype(np.int64, copy=False)
    if mod <= INT64_MAX:
        return np.mod(a, np.int64(mod)).view(np.uint64)
    # mod is at least every |entry|: one addition, which wraps, reduces the negative ones
    unsigned = a.view(np.uint64)
    return np.where(a < 0, unsigned + np.uint64(mod), unsigned)
