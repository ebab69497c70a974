"""Powers of square matrices, with NumPy's rules and integers that never wrap unasked."""

from typing import Any, Optional

import numpy as np
from numpy.linalg import LinAlgError
from numpy.typing import ArrayLike

from ._arithmetic import arithmetic, wraps
from ._exponent import any_power, exponent
from ._residues import modular_power, modulus
from ._stack import power


def matrix_power(a: ArrayLike, n: int, *, mod: Optional[int] = None,
                 overflow: str = "raise") -> np.ndarray:
    """a multiplied by itself n times, as numpy.linalg.matrix_power does.

    Parameters
    ----------
    a : (..., m, m) array_like
        A square matrix, or a stack of them.
    n : int
        The exponent, of any size. 0 gives the identity; a negative one powers
        the inverse, in float64 when the entries are integers.
    mod : int, optional
        Computes modulo this number, 1 <= mod < 2**64; the entries must be
        integers. A negative n then powers the inverse modulo mod.
    overflow : "raise" or "wrap"
        What happens to integers that do not fit their dtype. "wrap" keeps
        their lowest bits, as NumPy does.

    Returns
    -------
    A new array of the shape and, but for integers with n < 0, the dtype of a.

    float32, float64, complex64, complex128 and integers are computed by this
    library, integers exactly (those of 8 and 16 bits in int64). float16,
    longdouble, clongdouble, bool and object are passed on to
    numpy.linalg.matrix_power.

    Raises
    ------
    OverflowError
        An integer entry of the result, or of a power on the way to it, does
        not fit; or a residue does not fit the dtype.
    LinAlgError
        The array has fewer than two dimensions, is not square, or is singular
        (modulo mod: not invertible) with n < 0.
    TypeError
        n or mod is not an integer, or mod is given for other entries.
    ValueError
        mod is out of range, or overflow is neither word.
    """
    a, n, wrap = square(a), exponent(n), wraps(overflow)
    if mod is not None:
        return modular_power(a, n, modulus(mod))
    how = arithmetic(a.dtype, n, wrap)
    if a.size == 0:
        return np.empty(a.shape, how.result if how else a.dtype)
    if how is None:
        return _numpy(a, n)
    a = a.astype(how.inside, copy=False)
    return how.run(lambda: any_power(lambda x, p: power(x, p, wrap=how.wrap), how.product, a, n))


def square(a: ArrayLike) -> np.ndarray:
    """A matrix or a stack of them, in the machine's byte order."""
    a = native_order(a)
    if a.ndim < 2:
        raise LinAlgError(f"{a.ndim}-dimensional array given. Array must be at least two-dimensional")
    if a.shape[-1] != a.shape[-2]:
        raise LinAlgError("Last 2 dimensions of the array must be square")
    return a


def native_order(a: Any) -> np.ndarray:
    a = np.asarray(a)
    return a.astype(a.dtype.newbyteorder("="), copy=False)


def _numpy(a: np.ndarray, n: int) -> np.ndarray:
    result = np.linalg.matrix_power(a, n)
    return result.copy() if result is a else result
