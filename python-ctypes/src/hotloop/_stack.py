"""One library call for the powers of a whole stack of matrices."""

from ctypes import sizeof

import numpy as np

from . import _abi
from ._lib import lib
from ._run import call

# So many multiplications take less than about 5 ms.
_QUICK_WORK = 1 << 19


def power(a: np.ndarray, p: int, code: int, modulus: int = 0) -> np.ndarray:
    """a**p for a stack (..., n, n) of the library's type `code`; p fits int64."""
    stack = in_place(a)
    count, n, _ = stack.shape
    out = np.empty(a.shape, a.dtype)
    lda, a_stride = (step // a.itemsize for step in (stack.strides[1], stack.strides[0]))
    request = _abi.MatrixPowerCall(
        sizeof(_abi.MatrixPowerCall), 0, code, 0, p, modulus, n, count,
        stack.ctypes.data, lda, a_stride, out.ctypes.data, n, n * n)
    request.owners = (stack, out)
    products = 2 * max(abs(p).bit_length(), 1)
    call(lib.hotloop_matrix_power, request, long=count * n**3 * products > _QUICK_WORK)
    return out


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
