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

# Filling a table of so many bytes, or measuring one of so many rows, takes less
# than about 5 ms.
_QUICK_TABLE = 1 << 22
_QUICK_MEASURE = 1 << 19

# Tables that are made although the list may turn out too long: less than about 50 ms.
_SMALL_TABLE = 1 << 26


class Tables:
    """What is known of a problem's datasets: each is found when it is first asked for, and kept."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self._sizes: "Optional[Tuple[int, int]]" = None
        self._total: "Optional[Tuple[Optional[int], float]]" = None
        self._plan: Optional[np.ndarray] = None

    def __getstate__(self) -> dict:
        # a plan is built again sooner than it travels, and belongs to one version of the library
        return {**self.__dict__, "_plan": None}

    def total(self) -> "Tuple[Optional[int], float]":
        """How many datasets there are (None from 2**128 - 1 on), and the log2 of that.

        Counting takes less memory than the plan.
        """
        if self._total is None:
            self._total = self._counted()
        return self._total

    def count(self) -> int:
        """The exact number; OverflowError when it is too large."""
        count, log2 = self.total()
        if count is None:
            raise OverflowError(f"there are about 2**{log2:.1f} datasets, too many to count exactly")
        return count

    def count_to_list(self) -> int:
        """The number for who will list some: the plan tells it as well, unless that is large."""
        if self._total is None and self.sizes()[0] <= _SMALL_TABLE:
            self.plan()
        return self.count()

    def plan(self) -> np.ndarray:
        """What listing and summaries read."""
        if self._plan is None:
            try:
                plan = self._built()
            except OverflowError:
                self.count()  # says how many, as an OverflowError too
                raise
            info = plan_info(plan)
            self._plan, self._total = plan, (one_number(info.count), info.log2_count)
        return self._plan

    def sizes(self) -> "Tuple[int, int]":
        """Bytes of a plan, and of the workspace of a count."""
        if self._sizes is None:
            self._sizes = self._measured()
        return self._sizes

    def _counted(self) -> "Tuple[Optional[int], float]":
        plan_size, work_size = self.sizes()
        work = buffer(work_size)
        count, log2 = (c_uint64 * 2)(), c_double()
        status = call(lib.hotloop_closure_count, self.problem.struct(), work.ctypes, work.nbytes,
                      byref(count), byref(log2), long=plan_size > _QUICK_TABLE, accept=_abi.OVERFLOW)
        return None if status == _abi.OVERFLOW else count[0] | count[1] << 64, log2.value

    def _built(self) -> np.ndarray:
        plan = buffer(self.sizes()[0])
        call(lib.hotloop_closure_plan_build, self.problem.struct(), plan.ctypes, plan.nbytes,
             long=plan.nbytes > _QUICK_TABLE)
        return plan

    def _measured(self) -> "Tuple[int, int]":
        plan_size, count_work = c_uint64(), c_uint64()
        struct = self.problem.struct()
        call(lib.hotloop_closure_sizes, struct, byref(plan_size), byref(count_work),
             long=is_long_to_measure(struct))
        return plan_size.value, count_work.value


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


def is_long_to_measure(problem: _abi.ClosureProblem) -> bool:
    """A table has a row for each value but the last four, and number and sum of values from it on;
    and each sum of the window is looked at."""
    steps = problem.items * (problem.scale_max - problem.scale_min)
    rows = max(steps - 3, 0) * problem.n**2 * steps // 4
    sums = max(min(problem.sum_max - problem.sum_min, problem.n * steps), 0)
    return rows + sums > _QUICK_MEASURE
