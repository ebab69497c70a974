"""Roots of many cubics a·x³ + b·x² + c·x + d at once."""

from ctypes import sizeof
from typing import NamedTuple, Optional, Union

import numpy as np
from numpy.typing import ArrayLike

from . import _abi
from ._coefficients import broadcast
from ._lib import lib
from ._run import call

# So many cubics take less than about 5 ms.
QUICK_CUBICS = 32


class _Options(NamedTuple):
    distinct: bool
    tolerance: float


def cubic_roots(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike, *, distinct: bool = False,
                imag_tolerance: Optional[float] = None) -> np.ndarray:
    """The three roots of a·x³ + b·x² + c·x + d; the highest power comes first.

    a, b, c, d are real numbers or arrays that broadcast against each other;
    they are read as float64, and the result is complex128, unless every array
    among them is float32: then it is complex64. It has one more axis of length
    3: the real roots ascending and as often as they occur, then the complex
    pair with the positive imaginary part first, then nan+nanj where there are
    fewer roots (a = 0). Where all four are zero, or one is not finite, all
    three are nan+nanj.

    distinct: repeated roots come once. imag_tolerance: a pair whose imaginary
    part is not larger counts as two equal real roots (one with distinct).

    Raises TypeError for coefficients that are not real numbers, ValueError for
    a tolerance that is negative or not finite.
    """
    coefficients = broadcast("abcd", (a, b, c, d), singles=True)
    options = _Options(distinct, float(imag_tolerance or 0))
    shape, size, dtype = coefficients[0].shape, coefficients[0].size, coefficients[0].dtype
    roots = np.empty((size, 3), np.result_type(dtype, np.complex64))
    parts = roots.view(dtype).reshape(size, 3, 2)
    pair, count = np.empty((size, 2), dtype), np.empty(size, np.int8)
    _solve(coefficients, options, parts[:, :, 0], count, pair)
    parts[:, :, 1] = np.where(np.isnan(parts[:, :, 0]), np.nan, 0.0)
    _place_pairs(roots, count, pair, options.tolerance)
    return roots.reshape(*shape, 3)


def cubic_real_roots(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike, *,
                     distinct: bool = False, imag_tolerance: Optional[float] = None,
                     ) -> "tuple[np.ndarray, Union[np.ndarray, int]]":
    """The real roots of a·x³ + b·x² + c·x + d, and how many there are.

    Arguments and errors as in `cubic_roots`. Returns float64 (or float32) roots
    with one more axis of length 3, ascending, a multiple root as often as it
    occurs (once with distinct), NaN after the last; and their number as int8
    (an int when all four are scalars), which is -1 where all four are zero or
    one is not finite.
    """
    coefficients = broadcast("abcd", (a, b, c, d), singles=True)
    shape, size, dtype = coefficients[0].shape, coefficients[0].size, coefficients[0].dtype
    roots, count = np.empty((size, 3), dtype), np.empty(size, np.int8)
    _solve(coefficients, _Options(distinct, float(imag_tolerance or 0)), roots, count, None)
    return roots.reshape(*shape, 3), count.reshape(shape) if shape else int(count[0])


def _solve(coefficients: list, options: _Options, roots: np.ndarray, count: np.ndarray,
           pair: Optional[np.ndarray]) -> None:
    """Fills roots (size, 3), count and, when there is one, pair (size, 2).

    An empty batch is sent as well: the library judges the options.
    """
    flat = [_one_stride(array) for array in coefficients]
    step = roots.itemsize
    batch = _abi.CubicBatch(
        sizeof(_abi.CubicBatch), _abi.DISTINCT if options.distinct else 0,
        _abi.F32 if step == 4 else _abi.F64, 0, count.size,
        *(array.ctypes.data for array in flat), *(array.strides[0] // step for array in flat),
        roots.ctypes.data, roots.strides[0] // step, roots.strides[1] // step,
        None if pair is None else pair.ctypes.data, 2, count.ctypes.data, None, options.tolerance)
    batch.owners = (flat, roots, count, pair)
    call(lib.hotloop_cubic_roots_batch, batch, long=count.size > QUICK_CUBICS)


def _one_stride(array: np.ndarray) -> np.ndarray:
    """The array as one axis: in place where one stride reaches all of it, else a copy."""
    flat = array.reshape(-1)
    in_place = flat.flags.aligned and flat.strides[0] % flat.itemsize == 0
    return flat if in_place else flat.copy()


def _place_pairs(roots: np.ndarray, count: np.ndarray, pair: np.ndarray, tolerance: float) -> None:
    """A complex pair follows the real roots, unless it is among them: one, or none when a = 0."""
    is_complex = pair[:, 1] > tolerance if tolerance > 0 else ~np.isnan(pair[:, 1])
    lane = np.flatnonzero(is_complex)
    real, imaginary = pair[lane].T
    first = count[lane].astype(np.intp)
    for offset, sign in ((0, 1), (1, -1)):
        roots.real[lane, first + offset] = real
        roots.imag[lane, first + offset] = sign * imaginary
