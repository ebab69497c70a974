"""A report as the library's problem: windows in whole numbers, and bounds on counts."""

from ctypes import sizeof
from typing import NamedTuple, Optional, Tuple

import numpy as np

from . import _abi
from ._lib import lib
from ._numbers import Origin, Reading
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


def read_problem(numbers: "Tuple[Reading, Reading]", n: int, scale: "Tuple[int, int]", items: int,
                 errors: "Tuple[Optional[Reading], Optional[Reading]]", rounding: int,
                 attained: bool) -> Problem:
    """The problem of a report; `rounding` is in the library's bits."""
    struct = _abi.ClosureProblem(struct_size=sizeof(_abi.ClosureProblem))
    for place, reading in enumerate((*numbers, *errors)):
        rounding |= reading.origin * _abi.CLOSURE_ROUNDING_MEAN_ORIGIN << 2 * place if reading else 0
    mean, sd, mean_error, sd_error = (_encoded(reading) for reading in (*numbers, *errors))
    call(lib.hotloop_closure_problem_decimal, mean, sd, n, *scale, items, mean_error, sd_error,
         rounding, struct)
    struct.flags |= _abi.CLOSURE_ATTAINED if attained else 0
    return Problem(bytes(struct))


def half_width(number: Reading) -> float:
    """How far a number may be off that is read as it shows itself."""
    struct = read_problem((number, Reading("0", Origin.TEXT)), 2, (0, 0), 1, (None, None), 0,
                          False).struct()
    return float(struct.mean_error)


def _encoded(reading: "Optional[Reading]") -> "Optional[bytes]":
    # a lone surrogate is no UTF-8, and no digit either
    return None if reading is None else reading.text.encode("utf-8", "replace")
