"""Powers of square matrices, with NumPy's rules and integers that never wrap."""

import operator
from typing import Any, Optional

import numpy as np
from numpy.linalg import LinAlgError
from numpy.typing import ArrayLike

from . import _abi
from ._exact import checked_product, fit, modular_product, unsigned_power
from ._stack import power

# Exponents are int64 in the library; larger ones are split at a power of two.
_SPLIT = 2**62
_INT64_MAX = 2**63 - 1


def matrix_power(a: ArrayLike, n: int, *, mod: Optional[int] = None) -> np.ndarray:
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

    Returns
    -------
    A new array of the shape and, but for integers with n < 0, the dtype of a.

    float64, complex128 and integers are computed by this library, integers
    exactly. float16, float32, longdouble, complex64, clongdouble, bool and
    object are passed on to numpy.linalg.matrix_power.

    Raises
    ------
    OverflowError
        An integer entry of the result does not fit the dtype, or one of a
        power on the way to it does not fit 64 bits. (NumPy wraps.)
    LinAlgError
        The array has fewer than two dimensions, is not square, or is singular
        (modulo mod: not invertible) with n < 0.
    TypeError
        n or mod is not an integer, or mod is given for other entries.
    ValueError
        mod is out of range.
    """
    a = np.asarray(a)
    a = a.astype(a.dtype.newbyteorder("="), copy=False)
    _check_square(a)
    n = _exponent(n)
    if mod is not None:
        return _modular(a, n, _modulus(mod))
    if a.size == 0:
        return _nothing(a, n)
    if a.dtype in (np.float64, np.complex128):
        return _floating(a, n)
    if a.dtype.kind in "iu":
        return _integer(a, n)
    return _numpy(a, n)


def _check_square(a: np.ndarray) -> None:
    if a.ndim < 2:
        raise LinAlgError(f"{a.ndim}-dimensional array given. Array must be at least two-dimensional")
    if a.shape[-1] != a.shape[-2]:
        raise LinAlgError("Last 2 dimensions of the array must be square")


def _exponent(n: Any) -> int:
    try:
        return operator.index(n)
    except TypeError:
        raise TypeError("exponent must be an integer") from None


def _modulus(mod: Any) -> int:
    try:
        mod = operator.index(mod)
    except TypeError:
        raise TypeError("mod must be an integer") from None
    if not 1 <= mod < 2**64:
        raise ValueError(f"mod ({mod}) must be at least 1 and less than 2**64")
    return mod


def _nothing(a: np.ndarray, n: int) -> np.ndarray:
    inverse = n < 0 and a.dtype.kind in "biu"
    return np.empty(a.shape, np.float64 if inverse else a.dtype)


def _numpy(a: np.ndarray, n: int) -> np.ndarray:
    result = np.linalg.matrix_power(a, n)
    return result.copy() if result is a else result


def _floating(a: np.ndarray, n: int) -> np.ndarray:
    code = _abi.F64 if a.dtype.kind == "f" else _abi.C64
    return _any_exponent(lambda x, p: power(x, p, code), np.matmul, a, n)


def _integer(a: np.ndarray, n: int) -> np.ndarray:
    if n < 0:
        return _floating(a.astype(np.float64), n)
    if a.dtype == np.uint64:
        return _unsigned(a, n)
    return fit(_signed(a, n), a.dtype)


def _signed(a: np.ndarray, n: int) -> np.ndarray:
    a = np.asarray(a, np.int64)
    try:
        return _any_exponent(lambda x, p: power(x, p, _abi.I64), checked_product, a, n)
    except OverflowError:
        # the library speaks of the wrapped result that it leaves, which nobody sees here
        raise OverflowError("the result, or a power on the way to it, does not fit 64 bits; "
                            "a.astype(object) has integers of any size") from None


def _unsigned(a: np.ndarray, n: int) -> np.ndarray:
    """uint64 by way of int64 where that holds every number, else one product after another."""
    if int(a.max()) <= _INT64_MAX:
        try:
            return _signed(a, n).astype(a.dtype)
        except OverflowError:
            pass
    return unsigned_power(a, n)


def _modular(a: np.ndarray, n: int, mod: int) -> np.ndarray:
    if a.dtype.kind not in "iu":
        raise TypeError(f"mod needs integer entries, not {a.dtype}")
    if a.size == 0:
        return np.empty_like(a)
    residues = _any_exponent(lambda x, p: power(x, p, _abi.U64, mod), modular_product(mod),
                             _residues(a, mod), n)
    return fit(residues, a.dtype)


def _residues(a: np.ndarray, mod: int) -> np.ndarray:
    """Entries as uint64 with the same residues; the library reduces what is too large."""
    if a.dtype.kind == "u" or a.min() >= 0:
        return a.view(np.uint64) if a.dtype == np.int64 else a.astype(np.uint64, copy=False)
    a = a.astype(np.int64, copy=False)
    if mod <= _INT64_MAX:
        return np.mod(a, np.int64(mod)).view(np.uint64)
    # mod is at least every |entry|: one addition, which wraps, reduces the negative ones
    unsigned = a.view(np.uint64)
    return np.where(a < 0, unsigned + np.uint64(mod), unsigned)


def _any_exponent(power_of: Any, product: Any, a: np.ndarray, n: int) -> np.ndarray:
    """power_of(a, n) for n beyond int64 too: a**(h·2**62 + l)."""
    if abs(n) <= _INT64_MAX:
        return power_of(a, n)
    if n < 0:
        return _any_exponent(power_of, product, power_of(a, -1), -n)
    high, low = divmod(n, _SPLIT)
    top = _any_exponent(power_of, product, power_of(a, _SPLIT), high)
    return product(top, power_of(a, low))
