"""The library's side of a CLOSURE problem: its windows, its count, its plan."""

from ctypes import c_double, c_uint64, sizeof
from typing import Optional, Tuple

import numpy as np

from . import _abi
from ._lib import lib
from ._numbers import bytes_text
from ._run import call

# Filling a table of this many bytes, or measuring a table of so many rows and
# windows, takes less than about 5 ms.
_QUICK_TABLE = 1 << 17
_QUICK_MEASURE = 1 << 20


def read_problem(mean: str, sd: str, n: int, scale_min: int, scale_max: int, items: int,
                 errors: "Tuple[Optional[str], Optional[str]]") -> bytes:
    """The problem in whole numbers, as plain bytes, so that no two calls share a struct."""
    problem = _abi.ClosureProblem(struct_size=sizeof(_abi.ClosureProblem))
    mean_error, sd_error = (None if text is None else _encoded(text) for text in errors)
    call(lib.hotloop_closure_problem_decimal, _encoded(mean), _encoded(sd), n, scale_min,
         scale_max, items, mean_error, sd_error, 0, problem)
    return bytes(problem)


def count_datasets(problem: bytes) -> "Tuple[Optional[int], float]":
    """How many datasets there are (None from 2**128 on), and the log2 of that."""
    plan_size, work_size = _sizes(problem)
    work, count, log2 = _buffer(work_size), np.zeros(2, np.uint64), c_double()
    try:
        call(lib.hotloop_closure_count, _struct(problem), work.ctypes, work.nbytes, count.ctypes,
             log2, long=plan_size > _QUICK_TABLE)
    except OverflowError:
        return None, log2.value
    return int(count[0]) | int(count[1]) << 64, log2.value


def build_plan(problem: bytes) -> np.ndarray:
    """The tables behind listing."""
    plan = _buffer(_sizes(problem)[0])
    call(lib.hotloop_closure_plan_build, _struct(problem), plan.ctypes, plan.nbytes,
         long=plan.nbytes > _QUICK_TABLE)
    return plan


def _sizes(problem: bytes) -> "Tuple[int, int]":
    """Bytes of a plan, and of the workspace of a count."""
    plan_size, count_work = c_uint64(), c_uint64()
    given = _struct(problem)
    call(lib.hotloop_closure_sizes, given, plan_size, count_work,
         long=_measuring(given) > _QUICK_MEASURE)
    return plan_size.value, count_work.value


def _measuring(problem: _abi.ClosureProblem) -> int:
    """The cost of measuring: a row for each value and sum, each looking at every total."""
    largest = problem.n * problem.items * (problem.scale_max - problem.scale_min)
    totals = min(problem.sum_max - problem.sum_min, largest)
    return (largest + problem.n) ** 2 * (1 + max(totals, 0) // 16)


def _struct(problem: bytes) -> _abi.ClosureProblem:
    return _abi.ClosureProblem.from_buffer_copy(problem)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _buffer(size: int) -> np.ndarray:
    try:
        return np.empty(-(-size // 8), np.uint64)
    except (MemoryError, ValueError):
        raise MemoryError(f"the tables of this problem take {bytes_text(size)}; a shorter scale, "
                          "a smaller n or narrower errors need less") from None
