"""Lists datasets block by block from the tables of a plan."""

import operator
from ctypes import c_size_t
from typing import Any, Iterator, Optional

import numpy as np

from . import _abi
from ._lib import lib
from ._run import call

_TYPES = {np.dtype(np.int32): _abi.I32, np.dtype(np.int16): _abi.I16, np.dtype(np.uint8): _abi.U8}

# So many values are listed in less than about 5 ms.
_QUICK_VALUES = 1 << 18


def row_type(dtype: Any) -> tuple:
    """The library's code for a dtype, and the dtype."""
    dtype = np.dtype(dtype)
    if dtype not in _TYPES:
        raise ValueError(f"dtype {dtype} is not available for rows; use int32, int16 or uint8")
    return _TYPES[dtype], dtype


def check_stretch(rows: int, start: int, stop: Optional[int]) -> tuple:
    """Block size and ends as whole numbers in range."""
    rows, start = operator.index(rows), operator.index(start)
    stop = None if stop is None else operator.index(stop)
    if rows < 1:
        raise ValueError(f"rows ({rows}) must be 1 or more")
    for name, value in (("start", start), ("stop", stop)):
        if value is not None and value < 0:
            raise ValueError(f"{name} ({value}) must be 0 or more")
    return rows, start, stop


def listing(plan: np.ndarray, n: int, code: int, dtype: np.dtype, rows: int, start: int,
            stop: int) -> Iterator[np.ndarray]:
    """New arrays with the datasets from start to stop, at most `rows` in each."""
    # Listing nothing refuses a dtype that the scale does not fit before the first block.
    _fill(plan, 0, 0, code, np.empty((0, n), dtype))
    return _blocks(plan, n, code, dtype, rows, start, stop)


def _blocks(plan: np.ndarray, n: int, code: int, dtype: np.dtype, rows: int, start: int,
            stop: int) -> Iterator[np.ndarray]:
    while start < stop:
        block = np.empty((min(rows, stop - start), n), dtype)
        written = _fill(plan, start, stop, code, block)
        yield block[:written]
        start += written


def _fill(plan: np.ndarray, start: int, stop: int, code: int, block: np.ndarray) -> int:
    rank, end, written = _two_words(start), _two_words(stop), c_size_t()
    call(lib.hotloop_closure_rows, plan.ctypes, plan.nbytes, rank.ctypes, end.ctypes, code,
         block.ctypes, block.shape[1], block.shape[0], written, long=block.size > _QUICK_VALUES)
    return written.value


def _two_words(number: int) -> np.ndarray:
    """128 bits as the ABI has them: the low word first."""
    return np.array([number & (2**64 - 1), number >> 64], np.uint64)
