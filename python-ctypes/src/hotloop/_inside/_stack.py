"""One library call for the powers of a whole stack of matrices, or for what they do to vectors."""

from ctypes import sizeof
from typing import Callable, Optional, Tuple

import numpy as np

from . import _abi
from ._effort import is_long, products
from ._errors import check
from ._how import How
from ._lib import lib
from ._run import call, unchecked

# By kind and size, for a dtype may have several names.
_TYPES = {"f8": _abi.F64, "f4": _abi.F32, "c16": _abi.C64, "c8": _abi.C32,
          "i8": _abi.I64, "i4": _abi.I32, "u8": _abi.U64, "u4": _abi.U32}


def native(dtype: np.dtype) -> bool:
    """Whether the library computes in this dtype."""
    return dtype.str[1:] in _TYPES


def power(a: np.ndarray, p: int, how: How, out: Optional[np.ndarray] = None) -> np.ndarray:
    """a**p for a stack (..., n, n); p fits int64. Written to out where the library can."""
    found, asked, long = _power(a, p, how, out)
    _call(lib.hotloop_matrix_power, asked, how, long)
    return found


def apply(a: np.ndarray, p: int, v: np.ndarray, how: How,
          out: Optional[np.ndarray] = None) -> np.ndarray:
    """a**p @ v for a stack (..., n, n) and columns v (n, k) of its dtype; else as `power`."""
    found, asked, long = _apply(a, p, v, how, out)
    _call(lib.hotloop_matrix_power_apply, asked, how, long)
    return found


# What may be wrong with one matrix of a stack.
_OF_ONE = (_abi.SINGULAR, _abi.DOMAIN, _abi.OVERFLOW)


def attempt(a: np.ndarray, p: int, v: Optional[np.ndarray], how: How) -> Tuple[np.ndarray, np.ndarray]:
    """a**p, or a**p @ v, and the status of each matrix."""
    if v is None:
        found, asked, long = _power(a, p, how)
        return found, _outcomes(lib.hotloop_matrix_power, asked, how, long, _OF_ONE)
    found, asked, long = _apply(a, p, v, how)
    return found, _outcomes(lib.hotloop_matrix_power_apply, asked, how, long, _OF_ONE)


# The result, the struct of the call, and whether that takes long.
_Prepared = Tuple[np.ndarray, _abi.MatrixPowerCall, bool]


def _power(a: np.ndarray, p: int, how: How, out: Optional[np.ndarray] = None) -> _Prepared:
    stack = in_place(a)
    found = _room(out, a.shape, stack.shape, stack)
    asked = request(stack, found.reshape(stack.shape), p, how)
    multiplications = stack.shape[0] * stack.shape[1]**3 * products(p)
    return found, asked, is_long(a.dtype, multiplications, how.modulus)


def _apply(a: np.ndarray, p: int, v: np.ndarray, how: How,
           out: Optional[np.ndarray] = None) -> _Prepared:
    stack, v = in_place(a), np.ascontiguousarray(v)
    (count, n, _), columns = stack.shape, v.shape[1]
    shape = count, n, columns
    found = _room(out, (*a.shape[:-2], n, columns), shape, v[np.newaxis], stack)
    asked = request(stack, found.reshape(shape), p, how)
    asked.v, asked.columns, asked.ldv = v.ctypes.data, columns, columns
    if columns == 0:  # 0 with arrays means 1
        asked.v = asked.out = None
    asked.owners.append(v)
    multiplications = count * n * n * (n + columns) * products(p)
    return found, asked, is_long(a.dtype, multiplications, how.modulus)


def _call(function: Callable[..., int], asked: _abi.MatrixPowerCall, how: How, long: bool) -> None:
    """Singular matrices raise, or become NaN."""
    if how.nan and asked.p < 0:
        place = asked.owners[1]
        place[_outcomes(function, asked, how, long, (_abi.SINGULAR,)) != _abi.OK] = np.nan
    else:
        call(function, asked, threads=how.threads, long=long)


def _outcomes(function: Callable[..., int], asked: _abi.MatrixPowerCall, how: How, long: bool,
             accept: Tuple[int, ...]) -> np.ndarray:
    """The status of each matrix, where all are OK or accepted."""
    statuses = np.full(max(asked.count, 1), _abi.OK, np.int32)
    asked.item_status = statuses.ctypes.data
    asked.owners.append(statuses)
    status, message = unchecked(function, asked, threads=how.threads, long=long)
    if status not in accept or not statuses.any():  # then it is about no matrix
        check(status, message)
    for other in set(statuses.tolist()) - {_abi.OK, *accept}:
        check(other)
    return statuses


def request(stack: np.ndarray, place: np.ndarray, p: int, how: How) -> _abi.MatrixPowerCall:
    """The struct of a call, for which the library allocates memory to work in."""
    asked = _abi.MatrixPowerCall(
        sizeof(_abi.MatrixPowerCall), how.flags_for(stack.dtype), _TYPES[stack.dtype.str[1:]], 0, p, how.modulus,
        stack.shape[1], stack.shape[0], stack.ctypes.data, *_leading_and_stride(stack),
        place.ctypes.data, *_leading_and_stride(place))
    asked.owners = [stack, place]
    return asked


def in_place(a: np.ndarray) -> np.ndarray:
    """The stack as three axes, copied only when the library cannot walk its strides."""
    stack = a.reshape(-1, *a.shape[-2:])
    return stack if _walkable(stack) else np.array(stack, order="C", copy=True)


def _room(out: Optional[np.ndarray], shape: tuple, as_stack: tuple, replaced: np.ndarray,
          *read: np.ndarray) -> np.ndarray:
    """out if the library can write there, else a new array of this shape.

    It may write over what the result replaces, but over nothing else that it reads.
    """
    if out is not None and out.dtype == replaced.dtype:
        place = out.reshape(as_stack)
        same = place.ctypes.data == replaced.ctypes.data and place.strides == replaced.strides
        kept = read if same else (*read, replaced)
        if (np.may_share_memory(place, out) and _walkable(place)
                and not any(np.may_share_memory(place, other) for other in kept)):
            return out
    return np.empty(shape, replaced.dtype)


def _walkable(stack: np.ndarray) -> bool:
    """Elements side by side, then rows, then matrices, none of them overlapping."""
    count, rows, columns = stack.shape
    step, row, element = stack.strides
    size = stack.itemsize
    extent = (rows - 1) * row + columns * size
    return (stack.flags.aligned and element == size
            and row >= columns * size and row % size == 0
            and (count == 1 or (step >= extent and step % size == 0)))


def _leading_and_stride(stack: np.ndarray) -> "tuple[int, int]":
    step, row, element = stack.strides
    return row // element, step // element if len(stack) > 1 else 0
