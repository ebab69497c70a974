"""What a power of a matrix does to a vector, without the power itself."""

from typing import TYPE_CHECKING, Any, Optional, SupportsIndex

import numpy as np
from numpy.linalg import LinAlgError
from numpy.typing import ArrayLike

from ._arithmetic import arithmetic, widest
from ._exponent import any_apply, exponent
from ._given import as_array, in_common
from ._how import How, how_to
from ._matrix_power import by_numpy, product_by_numpy, square
from ._nearest import nearest
from ._out import delivered, given_or_none
from ._residues import modular_apply
from ._shown import shown

if TYPE_CHECKING:
    from ._choices import Overflow, Singular


def matrix_power_apply(a: ArrayLike, n: SupportsIndex, v: ArrayLike, *,
                       mod: Optional[SupportsIndex] = None, overflow: "Overflow" = "raise",
                       symmetric: Optional[bool] = None, hermitian: Optional[bool] = None,
                       stochastic: bool = False, column_stochastic: bool = False,
                       triangular: bool = False, exact: bool = False,
                       singular: "Singular" = "raise", out: Optional[np.ndarray] = None,
                       threads: SupportsIndex = 1) -> np.ndarray:
    """matrix_power(a, n) @ v, for less work: no whole power is formed.

    Parameters
    ----------
    a : (..., m, m) array_like
        A square matrix, or a stack of them.
    n : int
        The exponent, of any size; a negative one applies the inverse.
    v : (m,) or (m, k) array_like
        A vector, or k columns; the same for each matrix of a stack.
    mod, overflow, symmetric, hermitian, stochastic, column_stochastic, triangular, exact, singular, threads
        As in `matrix_power`; with mod and exact both a and v must be integers.
    out : ndarray, optional
        As in `matrix_power`; it may be v itself.

    Returns
    -------
    A new array, or out, (..., m) or (..., m, k) of the dtype that NumPy gives a
    product of a and v, but float64 for integers with n < 0 and not exact.

    A distribution pi of a Markov chain after n steps, pi @ matrix_power(P, n), is
    a power of the transpose applied:

    >>> P = np.array([[0.5, 0.5], [0.125, 0.875]])
    >>> matrix_power_apply(P.T, 3, [0.25, 0.75], column_stochastic=True)
    array([0.20263672, 0.79736328])

    Raises
    ------
    As `matrix_power`; OverflowError also where an entry of a square of a, or
    of v on the way, does not fit. LinAlgError for a v of another shape.
    TypeError where two integer dtypes have none in common, such as int64 and
    uint64.
    """
    arrays = hasattr(a, "dtype") or hasattr(v, "dtype")
    a, v, n = square(a), as_array("v", v), exponent(n)
    a, v = (a, v) if arrays else in_common(a, v)
    how = how_to(mod, overflow, symmetric, stochastic, triangular, threads, singular, exact,
                 column_stochastic=column_stochastic, hermitian=hermitian)
    if v.ndim == 0:
        raise LinAlgError(f"v is {shown(v[()])}; it must be a vector ({a.shape[-1]},) or columns "
                          f"({a.shape[-1]}, k)")
    if v.ndim not in (1, 2) or v.shape[0] != a.shape[-1]:
        raise LinAlgError(f"v has shape {v.shape}; it must be ({a.shape[-1]},) or ({a.shape[-1]}, k)")
    columns = v.reshape(len(v), -1) if v.size else np.empty((len(v), 0), v.dtype)
    dtype = _common(a.dtype, v.dtype)
    shape = (*a.shape[:-2], *v.shape)
    if mod is not None:
        given_or_none("out", out, shape, dtype)
        found = modular_apply(a, n, columns, how, dtype, out)
    else:
        found = _plain(a, n, columns, dtype, how, shape, out)
    return delivered(found.reshape(shape), out)


def _common(a: np.dtype, v: np.dtype) -> np.dtype:
    dtype = np.result_type(a, v)
    if a.kind in "iu" and v.kind in "iu" and dtype.kind not in "iu":
        raise TypeError(f"{a.name} and {v.name} have no integer dtype in common; use .astype(np.int64) "
                        "on the one that is not")
    return dtype


def _plain(a: np.ndarray, n: int, v: np.ndarray, dtype: np.dtype, how: How, shape: tuple,
           out: Any) -> np.ndarray:
    chosen = arithmetic(dtype, n, how)
    result = chosen.result if chosen else dtype
    given_or_none("out", out, shape, result)
    if a.size == 0 or v.size == 0:
        return np.empty(shape, result)
    if chosen is None:
        return product_by_numpy(by_numpy(a.astype(dtype, copy=False), n), v)
    if a.dtype.kind in "iu" and n < 0 and chosen.inside.kind not in "iu":  # v is floats
        a, n = nearest(a.astype(widest(a.dtype), copy=False), -1, chosen.how), -n
    a, v = (x.astype(chosen.inside, copy=False) for x in (a, v))
    if chosen.rounds_inverses:
        return nearest(a, n, chosen.how, v)
    return chosen.run(lambda: any_apply(a, n, v, chosen.how, out))
