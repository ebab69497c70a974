"""Roots of many cubics a·x³ + b·x² + c·x + d at once."""

from ctypes import sizeof
from typing import Any, Union

import numpy as np
from numpy.typing import ArrayLike

from . import _abi
from ._lib import lib
from ._run import call

# So many cubics take less than about 5 ms.
_QUICK_CUBICS = 32


def cubic_roots(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> np.ndarray:
    """The three roots of a·x³ + b·x² + c·x + d; the highest power comes first.

    a, b, c, d are real numbers or arrays that broadcast against each other;
    they are read as float64. The result is complex128 with one more axis of
    length 3: the real roots ascending and as often as they occur, then the
    complex pair with the positive imaginary part first, then nan+nanj where
    there are fewer roots (a = 0). Where all four are zero, or one is not
    finite, all three are nan+nanj.

    Raises TypeError for coefficients that are not real numbers.
    """
    coefficients = _broadcast(a, b, c, d)
    shape, size = coefficients[0].shape, coefficients[0].size
    roots = np.empty((size, 3), np.complex128)
    parts = roots.view(np.float64).reshape(size, 3, 2)
    pair, count = np.empty((size, 2)), np.empty(size, np.int8)
    _solve(coefficients, parts[:, :, 0], count, pair)
    parts[:, :, 1] = np.where(np.isnan(parts[:, :, 0]), np.nan, 0.0)
    _place_pairs(roots, count, pair)
    return roots.reshape(*shape, 3)


def cubic_real_roots(a: ArrayLike, b: ArrayLike, c: ArrayLike,
                     d: ArrayLike) -> "tuple[np.ndarray, Union[np.ndarray, int]]":
    """The real roots of a·x³ + b·x² + c·x + d, and how many there are.

    Arguments as in `cubic_roots`. Returns float64 roots with one more axis of
    length 3, ascending, a multiple root as often as it occurs, NaN after the
    last; and their number as int8 (an int when all four are scalars), which is
    -1 where all four are zero or one is not finite.
    """
    coefficients = _broadcast(a, b, c, d)
    shape, size = coefficients[0].shape, coefficients[0].size
    roots, count = np.empty((size, 3)), np.empty(size, np.int8)
    _solve(coefficients, roots, count, None)
    return roots.reshape(*shape, 3), count.reshape(shape) if shape else int(count[0])


def _broadcast(*coefficients: Any) -> list:
    arrays = [_real(name, value) for name, value in zip("abcd", coefficients)]
    return list(np.broadcast_arrays(*arrays))


def _real(name: str, value: Any) -> np.ndarray:
    array = np.asarray(value)
    if array.dtype.kind == "O":
        array = _from_objects(name, array)
    if array.dtype.kind not in "biuf":
        raise TypeError(f"{name} has dtype {array.dtype}; the coefficients must be real numbers")
    return np.asarray(array, np.float64)


def _from_objects(name: str, array: np.ndarray) -> np.ndarray:
    """Python's own numbers, such as Fraction; NumPy itself would take None for NaN."""
    try:
        return np.asarray(np.frompyfunc(float, 1, 1)(array), np.float64)
    except TypeError as error:
        raise TypeError(f"{name} has an entry that is no real number: {error}") from None


def _solve(coefficients: list, roots: np.ndarray, count: np.ndarray,
           pair: Union[np.ndarray, None]) -> None:
    """Fills roots (size, 3), count and, when there is one, pair (size, 2)."""
    if count.size == 0:
        return
    flat = [_one_stride(array) for array in coefficients]
    strides = [array.strides[0] // 8 for array in flat]
    batch = _abi.CubicBatch(
        sizeof(_abi.CubicBatch), 0, _abi.F64, 0, count.size,
        *(array.ctypes.data for array in flat), *strides,
        roots.ctypes.data, roots.strides[0] // 8, roots.strides[1] // 8,
        None if pair is None else pair.ctypes.data, 2, count.ctypes.data)
    batch.owners = (flat, roots, count, pair)
    call(lib.hotloop_cubic_roots_batch, batch, long=count.size > _QUICK_CUBICS)


def _one_stride(array: np.ndarray) -> np.ndarray:
    """The array as one axis: in place where one stride reaches all of it, else a copy."""
    flat = array.reshape(-1)
    in_place = flat.flags.aligned and flat.strides[0] % 8 == 0
    return flat if in_place else flat.copy()


def _place_pairs(roots: np.ndarray, count: np.ndarray, pair: np.ndarray) -> None:
    """A complex pair follows the real roots: one of them, or none when a = 0."""
    lane = np.flatnonzero(~np.isnan(pair[:, 1]))
    real, imaginary = pair[lane].T
    first = count[lane].astype(np.intp)
    for offset, sign in ((0, 1.0), (1, -1.0)):
        roots.real[lane, first + offset] = real
        roots.imag[lane, first + offset] = sign * imaginary
