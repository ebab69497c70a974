"""Whether a report is possible, what fails first when it is not, and the SDs its mean allows."""

from ctypes import byref, c_double, c_int32
from typing import NamedTuple, Tuple

import numpy as np

from . import _abi
from ._lib import lib
from ._problem import Problem
from ._run import call
from ._tables import count_workspace

_WORDS = {
    _abi.REASON_POSSIBLE: "possible",
    _abi.REASON_MEAN_OUTSIDE_SCALE: "mean outside scale",
    _abi.REASON_MEAN: "mean (GRIM)",
    _abi.REASON_SD: "sd (GRIMMER)",
    _abi.REASON_SD_BELOW: "sd below smallest",
    _abi.REASON_SD_ABOVE: "sd above largest",
    _abi.REASON_NO_DATASET: "no dataset",
}


class Verdict(NamedTuple):
    """Whether any dataset prints so, the first test that fails, and the SDs that the mean allows."""

    possible: bool
    reason: str
    sd_range: "Tuple[float, float]"


def verdict(problem: Problem) -> Verdict:
    # most impossible reports fail a test that needs no tables
    reason, sd_range, status = _ask(problem.struct(), np.empty(0, np.uint64))
    if status == _abi.BUFFER_TOO_SMALL:
        work, long = count_workspace(problem)
        reason, sd_range, _ = _ask(problem.struct(), work, long)
    return Verdict(reason == _abi.REASON_POSSIBLE, _WORDS[reason], sd_range)


def sd_range(problem: Problem) -> "Tuple[float, float]":
    """The smallest and the largest SD that the mean allows; no SD fits, so nothing is counted."""
    struct = problem.struct()
    struct.deviation_min, struct.deviation_max = -1, -1
    return _ask(struct, np.empty(0, np.uint64))[1]


def _ask(struct: _abi.ClosureProblem, work: np.ndarray,
         long: bool = False) -> "Tuple[int, Tuple[float, float], int]":
    reason, ends = c_int32(), (c_double * 2)()
    status = call(lib.hotloop_closure_verdict, struct, work.ctypes if work.size else None,
                  work.nbytes, byref(reason), byref(ends), long=long,
                  accept=_abi.OK if work.size else _abi.BUFFER_TOO_SMALL)
    return reason.value, (ends[0], ends[1]), status
