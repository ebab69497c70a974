"""Lists datasets block by block from the tables of a plan, as rows or as histograms."""

import operator
from ctypes import byref, c_size_t
from typing import Any, Callable, Dict, Iterator, NamedTuple, Optional

import numpy as np

from . import _abi
from ._lib import lib
from ._run import call
from ._words import two_words

# So many values are listed in less than about 5 ms.
_QUICK_VALUES = 1 << 18


class Form(NamedTuple):
    """What a dataset is written as: a name, the library's function, its types."""

    name: str
    write: Callable[..., int]
    types: "Dict[np.dtype, int]"

    def dtype(self, dtype: Any) -> np.dtype:
        """The dtype, when the library writes it."""
        dtype = np.dtype(dtype)
        if dtype not in self.types:
            *others, last = (known.name for known in self.types)
            raise ValueError(f"dtype {dtype} is not available for {self.name}; "
                             f"use {', '.join(others)} or {last}")
        return dtype


ROWS = Form("rows", lib.hotloop_closure_rows,
            {np.dtype(np.int32): _abi.I32, np.dtype(np.int16): _abi.I16, np.dtype(np.uint8): _abi.U8})
HISTOGRAMS = Form("histograms", lib.hotloop_closure_histograms,
                  {np.dtype(np.uint16): _abi.U16, np.dtype(np.uint32): _abi.U32})


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


def listing(form: Form, plan: np.ndarray, width: int, dtype: np.dtype, rows: int, start: int,
            stop: int) -> Iterator[np.ndarray]:
    """New arrays with the datasets from start to stop, at most `rows` in each."""
    # Listing nothing refuses a dtype that does not fit before the first block.
    _fill(form, plan, 0, 0, np.empty((0, width), dtype))
    return _blocks(form, plan, width, dtype, rows, start, stop)


def _blocks(form: Form, plan: np.ndarray, width: int, dtype: np.dtype, rows: int, start: int,
            stop: int) -> Iterator[np.ndarray]:
    while start < stop:
        block = np.empty((min(rows, stop - start), width), dtype)
        written = _fill(form, plan, start, stop, block)
        yield block[:written]
        start += written


def _fill(form: Form, plan: np.ndarray, start: int, stop: int, block: np.ndarray) -> int:
    rank, end, written = two_words(start), two_words(stop), c_size_t()
    call(form.write, plan.ctypes, plan.nbytes, rank.ctypes, end.ctypes, form.types[block.dtype],
         block.ctypes, block.shape[1], block.shape[0], byref(written),
         long=block.size > _QUICK_VALUES)
    return written.value
