"""Draws datasets uniformly at random; the library's generator, so that every language agrees."""

import secrets
from typing import Any

import numpy as np

from . import _abi
from ._lib import lib
from ._numbers import bytes_text, whole_of_any_size
from ._run import call
from ._tables import Tables

# So many look-ups, one for each value of a dataset and of the scale, take less than about 5 ms.
_QUICK_LOOK_UPS = 1 << 16


def sample(tables: Tables, n: int, scale: int, size: Any, seed: Any) -> np.ndarray:
    """An int32 array (size, n); without a seed the operating system gives one."""
    size, seed = whole_of_any_size("size", size), _seed(seed)
    if size < 0:
        raise ValueError(f"size ({size}) must be 0 or more")
    plan = tables.plan()
    if size and tables.count_to_list() == 0:
        raise ValueError("no dataset has this mean and SD, so there is none to draw; see .reason")
    rows = _room(size, n)
    call(lib.hotloop_closure_sample, plan.ctypes, plan.nbytes, seed, 0, _abi.I32,
         rows.ctypes, n, size, long=size * (n + scale) > _QUICK_LOOK_UPS)
    return rows


def _room(size: int, n: int) -> np.ndarray:
    try:
        return np.empty((size, n), np.int32)
    except (MemoryError, ValueError):
        raise MemoryError(f"size ({size:,}) asks for {bytes_text(4 * size * n)}; draw fewer at a time") from None


def _seed(seed: Any) -> int:
    if seed is None:
        return secrets.randbits(64)
    seed = whole_of_any_size("seed", seed)
    if not 0 <= seed < 2**64:
        raise ValueError(f"seed ({seed}) must be at least 0 and less than 2**64")
    return seed
