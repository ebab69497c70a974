"""Powers of square matrices, with NumPy's rules and integers that never wrap unasked."""

from typing import Any, Optional

import numpy as np
from numpy.linalg import LinAlgError
from numpy.linalg import matrix_power as numpys_matrix_power
from numpy.typing import ArrayLike

from ._arithmetic import arithmetic
from ._exponent import any_power, exponent
from ._how import How, how_to
from ._out import delivered, given_or_none
from ._pool import quickly
from ._residues import modular_power


@quickly
def matrix_power(a: ArrayLike, n: int, *, mod: Optional[int] = None, overflow: str = "raise",
                 symmetric: Optional[bool] = None, stochastic: bool = False,
                 triangular: bool = False, out: Optional[np.ndarray] = None,
                 threads: int = 1) -> np.ndarray:
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
    symmetric : bool, optional
        True: a equals its transpose, which halves the work; only the upper
        triangle is read, and the result is symmetric. Otherwise the library
        looks, where that is worth its time.
    stochastic : bool
        The rows of a are probabilities, float32 or float64. Those of each
        product are scaled to sum 1; without this, rounding lets the sums of a
        high power drift away.
    triangular : bool
        a is upper or lower triangular. Its zeros stay zeros even beside
        infinities, where a plain product makes NaN of both, and there is a
        sixth of the work. Only one of these three can be True.
    out : ndarray, optional
        An array of the result's shape and dtype, which is filled and returned;
        it may be a itself. When an error is raised its content is unspecified.
    threads : int
        How many may share the work; -1 stands for all CPUs. The result is the
        same for any number.

    Returns
    -------
    A new array, or out, of the shape and, but for integers with n < 0, the dtype
    of a.

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
        with n < 0: told exactly when the array as it is given is singular
        (modulo mod: when it is not invertible).
    TypeError
        n, mod or threads is not an integer, mod is given for other entries, out
        has another dtype, or NumPy would have to know of stochastic or
        triangular.
    ValueError
        mod or threads is out of range, overflow is neither word, out has
        another shape, or a is not what stochastic or triangular says (or n is
        negative with stochastic).
    """
    a, n = square(a), exponent(n)
    how = how_to(mod, overflow, symmetric, stochastic, triangular, threads)
    if mod is not None:
        out = given_or_none("out", out, a.shape, a.dtype)
        return delivered(modular_power(a, n, how, out), out)
    return delivered(_plain(a, n, how, out), out)


def _plain(a: np.ndarray, n: int, how: How, out: Any) -> np.ndarray:
    chosen = arithmetic(a.dtype, n, how)
    dtype = chosen.result if chosen else a.dtype
    given_or_none("out", out, a.shape, dtype)
    if a.size == 0:
        return np.empty(a.shape, dtype)
    if chosen is None:
        return by_numpy(a, n)
    a = a.astype(chosen.inside, copy=False)
    return chosen.run(lambda: any_power(a, n, chosen.how, out))


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
    return a if a.dtype.isnative else a.astype(a.dtype.newbyteorder("="))


def by_numpy(a: np.ndarray, n: int) -> np.ndarray:
    """For the dtypes that are NumPy's to compute with."""
    result = numpys_matrix_power(a, n)
    return result.copy() if result is a else result
