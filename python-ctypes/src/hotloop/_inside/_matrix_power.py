"""Powers of square matrices, with NumPy's rules and integers that never wrap unasked."""

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Iterator, Optional, SupportsIndex

import numpy as np
from numpy.linalg import LinAlgError
from numpy.linalg import matrix_power as numpys_matrix_power
from numpy.typing import ArrayLike

from ._arithmetic import arithmetic
from ._exponent import any_power, exponent
from ._given import as_array
from ._how import How, how_to
from ._nearest import nearest
from ._out import delivered, given_or_none
from ._pool import quickly
from ._residues import modular_power
from ._shown import shown

if TYPE_CHECKING:
    from ._choices import Overflow, Singular


@quickly
def matrix_power(a: ArrayLike, n: SupportsIndex, *, mod: Optional[SupportsIndex] = None,
                 overflow: "Overflow" = "raise",
                 symmetric: Optional[bool] = None, hermitian: Optional[bool] = None,
                 stochastic: bool = False, column_stochastic: bool = False,
                 triangular: bool = False, exact: bool = False, singular: "Singular" = "raise",
                 out: Optional[np.ndarray] = None, threads: SupportsIndex = 1) -> np.ndarray:
    """a multiplied by itself n times, as numpy.linalg.matrix_power does.

    Parameters
    ----------
    a : (..., m, m) array_like
        A square matrix, or a stack of them.
    n : int
        The exponent, of any size. 0 gives the identity; a negative one powers
        the inverse. That of integers is float64: where the determinant is 1 or
        -1 each entry is the double nearest to the exact integer, otherwise it
        is computed in float64. Beyond 64 bits n is split into digits of 62:
        what the higher ones give is raised to 2**62 and multiplied by a to the
        next digit.
    mod : int, optional
        Computes modulo this number, 1 <= mod < 2**64; the entries must be
        integers. A negative n then powers the inverse modulo mod.
    overflow : "raise" or "wrap"
        What happens to integers that do not fit their dtype. "wrap" keeps
        their lowest bits, as NumPy does.
    symmetric : bool, optional
        True: a equals its transpose, which halves the work; the upper triangle
        counts, and the result is symmetric. Otherwise the library looks, where
        that is worth its time. Complex entries that are Hermitian are refused.
    hermitian : bool, optional
        True: a equals its conjugate transpose; likewise, and the imaginary
        parts on the diagonal are taken for 0. For real entries as symmetric.
    stochastic : bool
        The rows of a are probabilities, float32 or float64; their sums must be
        within 0.02 of 1, as those of a table printed with two or three decimals
        are. They and those of each product are scaled to sum 1; without this,
        rounding lets the sums of a high power drift away.
    column_stochastic : bool
        The columns of a are; else as stochastic.
    triangular : bool
        a is upper or lower triangular, with a sixth of the work. Entry (i, j) of
        the result is 0 where no path of nonzero entries of a leads from i to j,
        even beside infinities, where a plain product makes NaN of both. Only
        one of these five can be True.
    exact : bool
        A negative power of integers is integers too, of the dtype of a, which
        needs determinants 1 or -1.
    singular : "raise" or "nan"
        What happens to matrices without an inverse, with n < 0: "nan" fills
        their places in a result of floats with NaN, and does the others.
    out : ndarray, optional
        An array of the result's shape and dtype, which is filled and returned;
        it may be a itself. When an error is raised its content is unspecified.
    threads : int
        How many may share the work; -1 stands for all CPUs. The result is the
        same for any number.

    Returns
    -------
    A new array, or out, of the shape and, but for integers with n < 0 and not
    exact, the dtype of a. Integers in lists are int64, else uint64, else
    Python's own.

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
        (modulo mod: when it is not invertible; integers beyond 2**53 whose
        determinant is neither 0, 1 nor -1 are rounded to float64 first). The
        sentence tells which matrix of a stack, counted from 0.
    TypeError
        n, mod or threads is not an integer, mod or exact is given for other
        entries, stochastic or column_stochastic for entries that are not
        float32 or float64, out has another dtype, or NumPy would have to know
        of triangular or singular="nan", or to invert a dtype that it cannot.
    ValueError
        mod or threads is out of range, overflow or singular is neither word,
        out has another shape, a or out has masked entries, a is not what one of
        these options says (or n is negative with stochastic or
        column_stochastic), exact is given for another determinant, or
        singular="nan" for a result of integers.
    """
    a, n = square(a), exponent(n)
    how = how_to(mod, overflow, symmetric, stochastic, triangular, threads, singular, exact,
                 column_stochastic=column_stochastic, hermitian=hermitian)
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
    if chosen.rounds_inverses:
        return nearest(a, n, chosen.how)
    return chosen.run(lambda: any_power(a, n, chosen.how, out))


def square(a: ArrayLike) -> np.ndarray:
    """A matrix or a stack of them, in the machine's byte order."""
    array = as_array("a", a)
    if array.ndim == 0:
        entry = array[()]
        advice = "; .toarray() makes an array" if hasattr(entry, "toarray") else ""
        raise LinAlgError(f"a is {shown(entry)}, 0-dimensional; give a square matrix{advice}")
    if array.ndim < 2:
        raise LinAlgError(f"{array.ndim}-dimensional array given. Array must be at least two-dimensional: "
                          f"a has shape {array.shape}, and a square matrix (m, m)")
    if array.shape[-1] != array.shape[-2]:
        raise LinAlgError(f"Last 2 dimensions of the array must be square: a has shape {array.shape}, "
                          "where a matrix has (m, m)")
    return array


def by_numpy(a: np.ndarray, n: int) -> np.ndarray:
    """For the dtypes that are NumPy's to compute with."""
    with _named("a", a):
        result = numpys_matrix_power(a, n)
    return result.copy() if result is a else result


def product_by_numpy(a: np.ndarray, v: np.ndarray) -> np.ndarray:
    with _named("v", v):
        return np.matmul(a, v)


@contextmanager
def _named(name: str, array: np.ndarray) -> Iterator[None]:
    """Operators of objects do not know whose entries they are."""
    try:
        yield
    except TypeError as error:
        raise TypeError(f"{name} has dtype {array.dtype} and entries that do not multiply ({error}); give "
                        "numbers") from None
