"""The tables behind a problem: their sizes, the count, the plan."""

from ctypes import byref, c_double, c_uint64, sizeof
from typing import Optional, Tuple

import numpy as np

from . import _abi
from ._lib import lib
from ._numbers import bytes_text
from ._problem import Problem
from ._run import call
from ._words import one_number

# Filling a table of this many bytes, or measuring a table of so many rows and
# windows, takes less than about 5 ms.
_QUICK_TABLE = 1 << 17
_QUICK_MEASURE = 1 << 20


def count_datasets(problem: Problem) -> "Tuple[Optional[int], float]":
    """How many datasets there are (None from 2**128 on), and the log2 of that."""
    work, long = count_workspace(problem)
    count, log2 = np.zeros(2, np.uint64), c_double()
    status = call(lib.hotloop_closure_count, problem.struct(), work.ctypes, work.nbytes,
                  count.ctypes, byref(log2), long=long, accept=_abi.OVERFLOW)
    return None if status == _abi.OVERFLOW else one_number(count), log2.value


def count_workspace(problem: Problem) -> "Tuple[np.ndarray, bool]":
    """Memory for counting, and whether counting takes long."""
    plan_size, work_size = _sizes(problem)
    return buffer(work_size), plan_size > _QUICK_TABLE


def build_plan(problem: Problem) -> np.ndarray:
    """The tables behind listing and summaries."""
    plan = buffer(_sizes(problem)[0])
    call(lib.hotloop_closure_plan_build, problem.struct(), plan.ctypes, plan.nbytes,
         long=plan.nbytes > _QUICK_TABLE)
    return plan


def plan_info(plan: np.ndarray) -> _abi.ClosureInfo:
    info = _abi.ClosureInfo(struct_size=sizeof(_abi.ClosureInfo))
    call(lib.hotloop_closure_plan_info, plan.ctypes, plan.nbytes, info)
    return info


def buffer(size: int) -> np.ndarray:
    """Aligned memory of at least so many bytes."""
    try:
        return np.empty(-(-size // 8), np.uint64)
    except (MemoryError, ValueError):
        raise MemoryError(f"the tables of this problem take {bytes_text(size)}; a shorter scale, "
                          "a smaller n or narrower errors need less") from None


def _sizes(problem: Problem) -> "Tuple[int, int]":
    """Bytes of a plan, and of the workspace of a count."""
    plan_size, count_work = c_uint64(), c_uint64()
    struct = problem.struct()
    call(lib.hotloop_closure_sizes, struct, byref(plan_size), byref(count_work),
         long=_measuring(struct) > _QUICK_MEASURE)
    return plan_size.value, count_work.value


def _measuring(problem: _abi.ClosureProblem) -> int:
    """The cost of measuring: a row for each value and sum, each looking at every total."""
    largest = problem.n * problem.items * (problem.scale_max - problem.scale_min)
    totals = min(problem.sum_max - problem.sum_min, largest)
    return (largest + problem.n) ** 2 * (1 + max(totals, 0) // 16)
