"""Draws datasets uniformly at random; the library's generator, so that every language agrees."""

import operator
import secrets
from typing import Optional

import numpy as np

from . import _abi
from ._lib import lib
from ._run import call

# So many look-ups, one for each value of a dataset and of the scale, take less than about 5 ms.
_QUICK_LOOK_UPS = 1 << 16


def sample(plan: np.ndarray, n: int, scale: int, size: int, seed: Optional[int]) -> np.ndarray:
    """An int32 array (size, n); without a seed the operating system gives one."""
    size = operator.index(size)
    if size < 0:
        raise ValueError(f"size ({size}) must be 0 or more")
    rows = np.empty((size, n), np.int32)
    call(lib.hotloop_closure_sample, plan.ctypes, plan.nbytes, _seed(seed), 0, _abi.I32,
         rows.ctypes, n, size, long=size * (n + scale) > _QUICK_LOOK_UPS)
    return rows


def _seed(seed: Optional[int]) -> int:
    if seed is None:
        return secrets.randbits(64)
    seed = operator.index(seed)
    if not 0 <= seed < 2**64:
        raise ValueError(f"seed ({seed}) must be at least 0 and less than 2**64")
    return seed
