"""Lists datasets block by block from the tables of a plan, as rows or as histograms."""

from ctypes import byref, c_size_t
from typing import Any, Callable, Dict, Iterator, NamedTuple, Optional, Tuple

import numpy as np

from . import _abi
from ._lib import lib
from ._numbers import whole_of_any_size
from ._run import call
from ._shown import shown
from ._words import two_words

# So many steps, each less than about a nanosecond, take less than about 5 ms.
_QUICK_STEPS = 8_000_000

# Above so many values the library looks each dataset up.
_MOST_WALKED = 134


class Form(NamedTuple):
    """What a dataset is written as: a name, the library's function, its types."""

    name: str
    write: Callable[..., int]
    types: "Dict[np.dtype, int]"

    def dtype(self, dtype: Any) -> np.dtype:
        """The dtype, when the library writes it."""
        *others, last = (known.name for known in self.types)
        advice = f"use {', '.join(others)} or {last}"
        try:
            known = np.dtype(dtype)
        except (TypeError, ValueError):
            raise TypeError(f"dtype is {shown(dtype)}, which NumPy does not know; {advice}") from None
        if known not in self.types:
            raise ValueError(f"dtype {known} is not available for {self.name}; {advice}")
        return known


ROWS = Form("rows", lib.hotloop_closure_rows,
            {np.dtype(np.int32): _abi.I32, np.dtype(np.int16): _abi.I16, np.dtype(np.uint8): _abi.U8})
HISTOGRAMS = Form("histograms", lib.hotloop_closure_histograms,
                  {np.dtype(np.uint16): _abi.U16, np.dtype(np.uint32): _abi.U32})


def check_stretch(rows: Any, start: Any, stop: Any) -> "Tuple[int, int, Optional[int]]":
    """Block size and ends as whole numbers in range."""
    rows, start = whole_of_any_size("rows", rows), whole_of_any_size("start", start)
    stop = None if stop is None else whole_of_any_size("stop", stop)
    if rows < 1:
        raise ValueError(f"rows ({rows}) must be 1 or more")
    for name, value in (("start", start), ("stop", stop)):
        if value is not None and value < 0:
            raise ValueError(f"{name} ({value}) must be 0 or more")
    return rows, start, stop


class Listing(NamedTuple):
    """Writes datasets of n values from a scale of so many."""

    form: Form
    dtype: np.dtype
    threads: int
    n: int
    scale: int
    plan: np.ndarray

    @property
    def width(self) -> int:
        """How many numbers a dataset is written as."""
        return self.n if self.form is ROWS else self.scale

    def blocks(self, rows: int, start: int, stop: int) -> Iterator[np.ndarray]:
        """New arrays with the datasets from start to stop, at most `rows` in each."""
        if self.dtype.itemsize < 4:
            # Listing nothing refuses a dtype that does not fit before the first block.
            self._fill(0, 0, np.empty((0, self.width), self.dtype))
        return self._blocks(rows, start, stop)

    def _blocks(self, rows: int, start: int, stop: int) -> Iterator[np.ndarray]:
        while start < stop:
            block = np.empty((min(rows, stop - start), self.width), self.dtype)
            written = self._fill(start, stop, block)
            yield block[:written]
            start += written

    def _fill(self, start: int, stop: int, block: np.ndarray) -> int:
        rank, end, written = two_words(start), two_words(stop), c_size_t()
        call(self.form.write, self.plan.ctypes, self.plan.nbytes, rank.ctypes, end.ctypes,
             self.form.types[self.dtype], block.ctypes, self.width, len(block), byref(written),
             long=len(block) * self._steps() > _QUICK_STEPS, threads=self.threads)
        return written.value

    def _steps(self) -> int:
        """The cost of one dataset: its numbers, and the way to it, longer on wider scales."""
        if self.scale > _MOST_WALKED:
            return 30 * (self.n + self.scale)
        return self.width + 10 * max(self.scale - 8, 1)
