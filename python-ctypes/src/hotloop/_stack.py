"""One library call for the powers of a whole stack of matrices, or for what they do to vectors."""

from ctypes import sizeof
from typing import Optional

import numpy as np

from . import _abi
from ._effort import is_long, products
from ._how import How
from ._lib import lib
from ._run import call

# By kind and size, for a dtype may have several names.
_TYPES = {"f8": _abi.F64, "f4": _abi.F32, "c16": _abi.C64, "c8": _abi.C32,
          "i8": _abi.I64, "i4": _abi.I32, "u8": _abi.U64, "u4": _abi.U32}


def native(dtype: np.dtype) -> bool:
    """Whether the library computes in this dtype."""
    return dtype.str[1:] in _TYPES


def power(a: np.ndarray, p: int, how: How, out: Optional[np.ndarray] = None) -> np.ndarray:
    """a**p for a stack (..., n, n); p fits int64. Written to out where the library can."""
    stack = in_place(a)
    found = _room(out, a.shape, stack.shape, stack)
    asked = request(stack, found.reshape(stack.shape), p, how)
    multiplications = stack.shape[0] * stack.shape[1]**3 * products(p)
    call(lib.hotloop_matrix_power, asked, threads=how.threads,
         long=is_long(a.dtype, multiplications, how.modulus))
    return found


def apply(a: np.ndarray, p: int, v: np.ndarray, how: How,
          out: Optional[np.ndarray] = None) -> np.ndarray:
    """a**p @ v for a stack (..., n, n) and columns v (n, k) of its dtype; else as `power`."""
    stack, v = in_place(a), np.ascontiguousarray(v)
    (count, n, _), columns = stack.shape, v.shape[1]
    shape = count, n, columns
    found = _room(out, (*a.shape[:-2], n, columns), shape, v[np.newaxis], stack)
    asked = request(stack, found.reshape(shape), p, how)
    asked.v, asked.columns, asked.ldv = v.ctypes.data, columns, columns
    asked.owners.append(v)
    multiplications = count * n * n * (n + columns) * products(p)
    call(lib.hotloop_matrix_power_apply, asked, threads=how.threads,
         long=is_long(a.dtype, multiplications, how.modulus))
    return found


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
