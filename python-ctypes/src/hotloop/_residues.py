"""Powers modulo a number of up to 64 bits."""

import operator
from typing import Any

import numpy as np

from ._exact import fit, modular_product
from ._exponent import INT64_MAX, any_power
from ._stack import power


def modulus(mod: Any) -> int:
    try:
        mod = operator.index(mod)
    except TypeError:
        raise TypeError("mod must be an integer") from None
    if not 1 <= mod < 2**64:
        raise ValueError(f"mod ({mod}) must be at least 1 and less than 2**64")
    return mod


def modular_power(a: np.ndarray, n: int, mod: int) -> np.ndarray:
    """a**n modulo mod in the dtype of a."""
    entries = residues(a, mod)
    if a.size == 0:
        return np.empty_like(a)
    return fit(any_power(lambda x, p: power(x, p, modulus=mod), modular_product(mod), entries, n),
               a.dtype)


def residues(a: np.ndarray, mod: int) -> np.ndarray:
    """Integers as uint64 with the same residues; the library reduces what is too large."""
    if a.dtype.kind not in "iu":
        raise TypeError(f"mod needs integer entries, not {a.dtype}")
    if a.dtype.kind == "u" or a.size == 0 or a.min() >= 0:
        return a.view(np.uint64) if a.dtype == np.int64 else a.astype(np.uint64, copy=False)
    a = a.astype(np.int64, copy=False)
    if mod <= INT64_MAX:
        return np.mod(a, np.int64(mod)).view(np.uint64)
    # mod is at least every |entry|: one addition, which wraps, reduces the negative ones
    unsigned = a.view(np.uint64)
    return np.where(a < 0, unsigned + np.uint64(mod), unsigned)
