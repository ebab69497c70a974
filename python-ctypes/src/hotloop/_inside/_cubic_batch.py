"""One library call for many cubics."""

from ctypes import sizeof
from numbers import Real
from typing import Any, NamedTuple, Optional

import numpy as np

from . import _abi
from ._choices import truth
from ._lib import lib
from ._numbers import thread_count
from ._out import steps
from ._run import call
from ._shown import shown

# So many cubics take less than about 5 ms.
QUICK_CUBICS = 32

_ONE = _abi.CUBIC_ONE_A, _abi.CUBIC_ONE_B, _abi.CUBIC_ONE_C, _abi.CUBIC_ONE_D


class Options(NamedTuple):
    distinct: bool
    tolerance: float
    threads: int


def options(distinct: Any, imag_tolerance: Any, threads: Any) -> Options:
    return Options(truth("distinct", distinct), _tolerance(imag_tolerance), thread_count(threads))


def _tolerance(given: Any) -> float:
    if given is None:
        return 0.0
    if not isinstance(given, Real) or isinstance(given, bool):
        raise TypeError(f"imag_tolerance is {shown(given)}; write one number, such as 1e-9")
    return float(given)


def solve(coefficients: list, how: Options, roots: np.ndarray, count: np.ndarray,
          pair: Optional[np.ndarray] = None) -> None:
    """Fills roots (size, 3), count and, when there is one, pair (size, 2).

    An empty batch is sent as well: the library judges the options.
    """
    flat = [one_stride(array) for array in coefficients]
    size, step = count.size, roots.itemsize
    item, root = steps("out", roots, step)
    flags = sum(one for one, array in zip(_ONE, flat) if array.strides[0] == 0)
    batch = _abi.CubicBatch(
        sizeof(_abi.CubicBatch), flags | (_abi.CUBIC_DISTINCT if how.distinct else 0),
        _abi.F32 if step == 4 else _abi.F64, 0, size,
        *(array.ctypes.data for array in flat), *(array.strides[0] // step for array in flat),
        roots.ctypes.data, item if size > 1 else 3 * root, root,
        None if pair is None else pair.ctypes.data, 2, count.ctypes.data, None, how.tolerance)
    batch.owners = (flat, roots, count, pair)
    call(lib.hotloop_cubic_roots_batch, batch, long=size > QUICK_CUBICS, threads=how.threads)


def one_stride(array: np.ndarray) -> np.ndarray:
    """The array as one axis: in place where one stride reaches all of it, else a copy."""
    flat = array.reshape(-1)
    in_place = flat.flags.aligned and flat.strides[0] % flat.itemsize == 0
    return flat if in_place else flat.copy()
