"""A report as the library's problem: windows in whole numbers, and bounds on counts."""

from ctypes import sizeof
from typing import NamedTuple, Optional, Tuple

import numpy as np

from . import _abi
from ._lib import lib
from ._run import call


class Problem(NamedTuple):
    """Plain bytes, so that no two calls share a struct, and the bounds that it points to."""

    words: bytes
    bounds: "Optional[Tuple[np.ndarray, np.ndarray]]" = None

    def struct(self) -> _abi.ClosureProblem:
        """A new struct for one call."""
        struct = _abi.ClosureProblem.from_buffer_copy(self.words)
        if self.bounds is not None:
            struct.owners = self.bounds
            struct.count_min, struct.count_max = (array.ctypes.data for array in self.bounds)
        return struct


def read_problem(mean: str, sd: str, n: int, scale: "Tuple[int, int]", items: int,
                 errors: "Tuple[Optional[str], Optional[str]]", rounding: int,
                 attained: bool) -> Problem:
    """The problem of a report in decimal text; `rounding` is in the library's bits."""
    struct = _abi.ClosureProblem(struct_size=sizeof(_abi.ClosureProblem))
    mean_error, sd_error = (None if text is None else _encoded(text) for text in errors)
    call(lib.hotloop_closure_problem_decimal, _encoded(mean), _encoded(sd), n, *scale, items,
         mean_error, sd_error, rounding, struct)
    struct.flags |= _abi.CLOSURE_ATTAINED if attained else 0
    return Problem(bytes(struct))


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")
