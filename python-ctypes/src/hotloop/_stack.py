"""One library call for the powers of a whole stack of matrices, or for what they do to vectors."""

from ctypes import sizeof

import numpy as np

from . import _abi
from ._lib import lib
from ._run import call

# So many multiplications take less than about 5 ms.
_QUICK_WORK = 1 << 19

# By kind and size, for a dtype may have several names.
_TYPES = {"f8": _abi.F64, "f4": _abi.F32, "c16": _abi.C64, "c8": _abi.C32,
          "i8": _abi.I64, "i4": _abi.I32, "u8": _abi.U64, "u4": _abi.U32}


def native(dtype: np.dtype) -> bool:
    """Whether the library computes in this dtype."""
    return dtype.str[1:] in _TYPES


def power(a: np.ndarray, p: int, *, wrap: bool = False, modulus: int = 0) -> np.ndarray:
    """a**p for a stack (..., n, n); p fits int64."""
    out = np.empty(a.shape, a.dtype)
    n = a.shape[-1]
    request = _request(a, out, p, wrap, modulus)
    request.ldo, request.out_stride = n, n * n
    products = 2 * max(abs(p).bit_length(), 1)
    call(lib.hotloop_matrix_power, request, long=request.count * n**3 * products > _QUICK_WORK)
    return out


def apply(a: np.ndarray, p: int, v: np.ndarray, *, wrap: bool = False,
          modulus: int = 0) -> np.ndarray:
    """a**p @ v for a stack (..., n, n) and columns v (n, k) of its dtype."""
    out = np.empty((*a.shape[:-2], *v.shape), a.dtype)
    v = np.ascontiguousarray(v)
    n, columns = v.shape
    request = _request(a, out, p, wrap, modulus)
    request.v, request.columns, request.ldv = v.ctypes.data, columns, columns
    request.ldo, request.out_stride = columns, n * columns
    request.owners += (v,)
    products = max(abs(p).bit_length(), 1)
    work = request.count * n * n * (n + columns) * products
    call(lib.hotloop_matrix_power_apply, request, long=work > _QUICK_WORK)
    return out


def _request(a: np.ndarray, out: np.ndarray, p: int, wrap: bool,
             modulus: int) -> _abi.MatrixPowerCall:
    stack = in_place(a)
    count, n, _ = stack.shape
    lda, a_stride = (step // a.itemsize for step in (stack.strides[1], stack.strides[0]))
    request = _abi.MatrixPowerCall(
        sizeof(_abi.MatrixPowerCall), _abi.WRAP if wrap else 0, _TYPES[a.dtype.str[1:]], 0, p,
        modulus, n, count, stack.ctypes.data, lda, a_stride, out.ctypes.data)
    request.owners = (stack, out)
    return request


def in_place(a: np.ndarray) -> np.ndarray:
    """The stack as three axes, copied only when the library cannot walk its strides."""
    stack = a.reshape(-1, *a.shape[-2:])
    return stack if _readable(stack) else np.array(stack, order="C", copy=True)


def _readable(stack: np.ndarray) -> bool:
    """Elements side by side, then rows, then matrices, none of them overlapping."""
    count, n, _ = stack.shape
    step, row, element = stack.strides
    size = stack.itemsize
    extent = (n - 1) * row + n * size
    return (stack.flags.aligned and element == size
            and row >= n * size and row % size == 0
            and (count == 1 or (step >= extent and step % size == 0)))
