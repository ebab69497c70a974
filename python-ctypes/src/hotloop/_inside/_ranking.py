"""Where a dataset stands in the order of the list."""

from typing import Any

import numpy as np

from . import _abi
from ._given import refuse_masked
from ._lib import lib
from ._run import call
from ._words import one_number


def rank(plan: np.ndarray, n: int, values: np.ndarray, row: Any) -> int:
    """The place of a row; ValueError when it is no dataset."""
    numbers = _whole_numbers(row)
    if numbers.shape != (n,):
        raise ValueError(f"a dataset has {n} values in one axis, and this has shape {numbers.shape}")
    if numbers.min() < values[0] or numbers.max() > values[-1]:
        raise ValueError(f"this is no dataset: its values leave {values[0]} to {values[-1]}")
    histogram = np.bincount(numbers - int(values[0]), minlength=values.size).astype(np.int32)
    found = np.empty(2, np.uint64)
    status = call(lib.hotloop_closure_rank, plan.ctypes, plan.nbytes, histogram.ctypes,
                  histogram.size, found.ctypes)
    if status == _abi.NOT_A_SOLUTION:
        raise ValueError("this is no dataset: its mean or SD prints otherwise, or a value occurs too "
                         "often or too rarely")
    return one_number(found)


def _whole_numbers(row: Any) -> np.ndarray:
    refuse_masked("row", row)
    numbers = np.asarray(row)
    if numbers.dtype.kind not in "iuf":
        raise TypeError(f"a dataset has whole numbers, and this has dtype {numbers.dtype}")
    with np.errstate(invalid="ignore"):
        whole = numbers.astype(np.int64)
    if not np.array_equal(whole, numbers):
        raise ValueError("this is no dataset: it has values that are not whole numbers")
    return whole
