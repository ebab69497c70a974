"""Whether a report is possible, what fails first when it is not, and the SDs its mean allows."""

from ctypes import byref, c_double, c_int32
from typing import TYPE_CHECKING, Dict, NamedTuple, Tuple

from . import _abi
from ._lib import lib
from ._problem import Problem
from ._run import call
from ._tables import Tables, is_long_to_measure

if TYPE_CHECKING:
    from ._choices import Reason

_WORDS: "Dict[int, Reason]" = {
    _abi.CLOSURE_REASON_POSSIBLE: "possible",
    _abi.CLOSURE_REASON_MEAN_OUTSIDE_SCALE: "mean outside scale",
    _abi.CLOSURE_REASON_MEAN: "mean (GRIM)",
    _abi.CLOSURE_REASON_SD: "sd (GRIMMER)",
    _abi.CLOSURE_REASON_SD_BELOW: "sd below smallest",
    _abi.CLOSURE_REASON_SD_ABOVE: "sd above largest",
    _abi.CLOSURE_REASON_NO_DATASET: "no dataset",
}


class Verdict(NamedTuple):
    """Whether any dataset prints so, the first test that fails, and the SDs that the mean allows."""

    possible: bool
    reason: "Reason"
    sd_range: "Tuple[float, float]"


def verdict(tables: Tables) -> Verdict:
    """What the library says without tables; where they are to decide, the count does."""
    reason, ends, status = _ask(tables.problem.struct())
    if status == _abi.BUFFER_TOO_SMALL:
        reason = _abi.CLOSURE_REASON_NO_DATASET if tables.total()[0] == 0 else _abi.CLOSURE_REASON_POSSIBLE
        ends = sd_range(tables.problem)
    return Verdict(reason == _abi.CLOSURE_REASON_POSSIBLE, _WORDS[reason], ends)


def sd_range(problem: Problem) -> "Tuple[float, float]":
    """The smallest and the largest SD that the mean allows; no SD fits, so nothing is counted."""
    struct = problem.struct()
    struct.deviation_min, struct.deviation_max = -1, -1
    return _ask(struct)[1]


def _ask(struct: _abi.ClosureProblem) -> "Tuple[int, Tuple[float, float], int]":
    """Without memory for tables, which are measured and no more."""
    reason, ends = c_int32(), (c_double * 2)()
    status = call(lib.hotloop_closure_verdict, struct, None, 0, byref(reason), byref(ends),
                  long=is_long_to_measure(struct), accept=_abi.BUFFER_TOO_SMALL)
    return reason.value, (ends[0], ends[1]), status
