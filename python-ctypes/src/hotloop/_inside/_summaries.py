"""What all datasets of a Closure have in common, computed without listing them."""

from ctypes import POINTER, byref, c_size_t
from typing import TYPE_CHECKING, Any, Callable, Dict, cast

import numpy as np

from . import _abi
from ._choices import one_of
from ._known import Known
from ._lib import lib
from ._run import call
from ._tables import buffer, plan_info
from ._words import exact

if TYPE_CHECKING:
    from ._choices import Group

_GROUPS = {
    "all": _abi.CLOSURE_GROUP_ALL,
    "horns_min": _abi.CLOSURE_GROUP_HORNS_MIN,
    "horns_max": _abi.CLOSURE_GROUP_HORNS_MAX,
}
_CELL = cast("np.dtype[np.void]", np.dtype(_abi.ClosureCell))

# Summarising a table of so many bytes, or so many cells, takes less than about 5 ms.
_QUICK_TABLE = 1 << 20
_QUICK_CELLS = 1 << 13


class Summaries(Known):
    """What is known of all of them without a list."""

    def cells(self) -> np.ndarray:
        """One line for each exact mean and SD that datasets have, ascending.

        A structured array: sum (in units of 1/items), sum_of_squares (1/items²),
        mean, sd, horns (variance with divisor n over the largest that the scale
        allows) and count, the number of datasets with them.
        """
        plan = self._tables.plan()
        raw, written = np.zeros(plan_info(plan).cells, _CELL), c_size_t()
        call(lib.hotloop_closure_cells, plan.ctypes, plan.nbytes, 0,
             raw.ctypes.data_as(POINTER(_abi.ClosureCell)), raw.size, byref(written))
        count = exact(raw["count"])
        order = ("sum", "sum_of_squares", "mean", "sd", "horns")
        cells = np.empty(raw.size, [*((name, _CELL[name]) for name in order), ("count", count.dtype)])
        for name in order:
            cells[name] = raw[name]
        cells["count"] = count
        return cells

    def frequencies(self, group: "Group" = "all") -> Dict[str, np.ndarray]:
        """How often each value occurs over all datasets of a group.

        Arrays under the keys value (in units of 1/items), absolute (in all
        datasets together), average (in one of them) and relative (average / n);
        NaN when there is none. Groups: "all", and "horns_min" and "horns_max",
        the datasets with the smallest and the largest horns index.
        """
        chosen = _GROUPS[one_of("group", group, list(_GROUPS))]
        plan, values = self._tables.plan(), self.scale_values
        absolute, average = np.zeros((values.size, 2), np.uint64), np.empty(values.size)
        self._summarise(lib.hotloop_closure_frequencies, plan, (chosen,), values.size,
                        absolute.ctypes, average.ctypes)
        return {"value": values, "absolute": exact(absolute), "average": average,
                "relative": average / self.n}

    def frequency_dist(self) -> Dict[str, np.ndarray]:
        """In how many datasets a value occurs exactly `count` times.

        Arrays under the keys value, count (0 to n for each value) and
        n_datasets.
        """
        plan, values = self._tables.plan(), self.scale_values
        datasets = np.zeros((values.size, self.n + 1, 2), np.uint64)
        for value, line in zip(values.tolist(), datasets):
            self._summarise(lib.hotloop_closure_distribution, plan, (value,), line.ctypes, len(line))
        return {"value": np.repeat(values, self.n + 1),
                "count": np.tile(np.arange(self.n + 1, dtype=np.int32), values.size),
                "n_datasets": exact(datasets.reshape(-1, 2))}

    def ranges(self) -> Dict[str, np.ndarray]:
        """The fewest and the most times that each value occurs in a dataset.

        Arrays under the keys value, count_lo and count_hi; -1 when there is no
        dataset.
        """
        plan, values = self._tables.plan(), self.scale_values
        least, most = np.empty((2, values.size), np.int32)
        self._summarise(lib.hotloop_closure_ranges, plan, (), values.size, least.ctypes, most.ctypes)
        return {"value": values, "count_lo": least, "count_hi": most}

    def horns(self) -> Dict[str, float]:
        """The horns index over all datasets; 0 is no spread, 1 half at each end of the scale.

        Its mean, that of a uniform distribution, its sd (divisor: the number of
        datasets), cv (sd / mean), mad (unscaled), min, median, max and range;
        NaN when there is no dataset.
        """
        plan, summary = self._tables.plan(), _abi.ClosureHornsSummary()
        call(lib.hotloop_closure_horns, plan.ctypes, plan.nbytes, summary,
             long=plan_info(plan).cells > _QUICK_CELLS)
        return {field[0]: getattr(summary, field[0]) for field in summary._fields_}

    def _summarise(self, function: Callable[..., int], plan: np.ndarray, given: tuple,
                   *outputs: Any) -> None:
        work = buffer(plan_info(plan).work_size)
        call(function, plan.ctypes, plan.nbytes, *given, work.ctypes, work.nbytes, *outputs,
             long=plan.nbytes > _QUICK_TABLE)
