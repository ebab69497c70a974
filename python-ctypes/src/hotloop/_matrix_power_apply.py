"""What a power of a matrix does to a vector, without the power itself."""

from typing import Optional

import numpy as np
from numpy.linalg import LinAlgError
from numpy.typing import ArrayLike

from ._arithmetic import arithmetic, wraps
from ._exact import fit
from ._exponent import any_apply, exponent
from ._matrix_power import native_order, square
from ._residues import modulus, residues
from ._stack import apply, power


def matrix_power_apply(a: ArrayLike, n: int, v: ArrayLike, *, mod: Optional[int] = None,
                       overflow: str = "raise") -> np.ndarray:
    """matrix_power(a, n) @ v, for less work: no whole power is formed.

    Parameters
    ----------
    a : (..., m, m) array_like
        A square matrix, or a stack of them.
    n : int
        The exponent, of any size; a negative one applies the inverse.
    v : (m,) or (m, k) array_like
        A vector, or k columns; the same for each matrix of a stack.
    mod, overflow
        As in `matrix_power`; with mod both a and v must be integers.

    Returns
    -------
    A new array (..., m) or (..., m, k) of the dtype that NumPy gives a product
    of a and v, but float64 for integers with n < 0.

    Raises
    ------
    As `matrix_power`; OverflowError also where an entry of a square of a, or
    of v on the way, does not fit. LinAlgError for a v of another shape.
    TypeError where two integer dtypes have none in common, such as int64 and
    uint64.
    """
    a, v, n, wrap = square(a), native_order(v), exponent(n), wraps(overflow)
    if v.ndim not in (1, 2) or v.shape[0] != a.shape[-1]:
        raise LinAlgError(f"v has shape {v.shape}; it must be ({a.shape[-1]},) or ({a.shape[-1]}, k)")
    columns = v.reshape(len(v), -1) if v.size else np.empty((len(v), 0), v.dtype)
    dtype = _common(a.dtype, v.dtype)
    shape = (*a.shape[:-2], *v.shape)
    if mod is not None:
        found = _modular(a, n, columns, modulus(mod), dtype)
    else:
        found = _plain(a, n, columns, dtype, wrap)
    return found.reshape(shape)


def _common(a: np.dtype, v: np.dtype) -> np.dtype:
    dtype = np.result_type(a, v)
    if a.kind in "iu" and v.kind in "iu" and dtype.kind not in "iu":
        raise TypeError(f"{a.name} and {v.name} have no integer dtype in common; convert one of them")
    return dtype


def _plain(a: np.ndarray, n: int, v: np.ndarray, dtype: np.dtype, wrap: bool) -> np.ndarray:
    how = arithmetic(dtype, n, wrap)
    if a.size == 0 or v.size == 0:
        return np.empty((*a.shape[:-2], *v.shape), how.result if how else dtype)
    if how is None:
        return np.matmul(np.linalg.matrix_power(a.astype(dtype, copy=False), n), v)
    a, v = (x.astype(how.inside, copy=False) for x in (a, v))
    return how.run(lambda: any_apply(
        lambda x, p: power(x, p, wrap=how.wrap),
        lambda x, p, y: apply(x, p, y, wrap=how.wrap), a, n, v))


def _modular(a: np.ndarray, n: int, v: np.ndarray, mod: int, dtype: np.dtype) -> np.ndarray:
    a, v = residues(a, mod), residues(v, mod)
    if a.size == 0 or v.size == 0:
        return np.empty((*a.shape[:-2], *v.shape), dtype)
    return fit(any_apply(lambda x, p: power(x, p, modulus=mod),
                          lambda x, p, y: apply(x, p, y, modulus=mod), a, n, v), dtype)
