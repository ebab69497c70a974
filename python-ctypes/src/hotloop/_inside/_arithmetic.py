"""How the entries of a dtype are computed: by the library, in int64, in float64, or by NumPy."""

from typing import Callable, NamedTuple, Optional

import numpy as np

from . import _abi
from ._exact import fit
from ._how import How
from ._stack import native

_FLOAT64 = np.dtype(np.float64)


class Arithmetic(NamedTuple):
    """The dtype that the library computes in, the dtype of the result, and what it is asked for."""

    inside: np.dtype
    result: np.dtype
    how: How

    @property
    def rounds_inverses(self) -> bool:
        """Whether integers have a result of floats."""
        return self.inside.kind in "iu" and self.result.kind == "f"

    def run(self, compute: Callable[[], np.ndarray]) -> np.ndarray:
        """What `compute` returns, as the result's dtype."""
        try:
            found = compute()
        except OverflowError:
            # the library speaks of the wrapped result that it leaves, which nobody sees here
            instead = ("without exact it is the nearest float64" if self.how.exact
                       else "a.astype(object) has integers of any size")
            raise OverflowError(
                f"the result, or a power on the way to it, does not fit {self.inside.name}; "
                f'overflow="wrap" wraps, and {instead}') from None
        wraps = self.how.flags & _abi.POWER_WRAP
        return found.astype(self.result, copy=False) if wraps else fit(found, self.result)


def arithmetic(dtype: np.dtype, n: int, how: How) -> Optional[Arithmetic]:
    """None where the entries are NumPy's to compute with."""
    if how.exact and dtype.kind not in "iu":
        raise TypeError(f"exact=True needs integer entries, not {dtype}; use a.astype(np.int64)")
    rescaled = how.flags & (_abi.POWER_STOCHASTIC | _abi.POWER_COLUMN_STOCHASTIC)
    if rescaled and (dtype.kind != "f" or not native(dtype)):
        word = "stochastic" if rescaled & _abi.POWER_STOCHASTIC else "column_stochastic"
        raise TypeError(f"{word}=True needs float entries, not {dtype}; use a.astype(float)")
    if dtype.kind in "iu" and n < 0 and not how.exact:
        return Arithmetic(widest(dtype), _FLOAT64, how)
    if dtype.kind in "iu":
        if n < 0:
            how.refuse_nan()
        inside = dtype if native(dtype) else np.dtype(np.int64)
        return Arithmetic(inside, dtype, how._replace(exact=n < 0))
    if native(dtype):
        return Arithmetic(dtype, dtype, how.without_wrapping())
    if dtype.kind not in "bfcO":
        raise TypeError(f"a has dtype {dtype}, which has no products; give numbers")
    if how.flags & _abi.POWER_TRIANGULAR:
        raise TypeError(f"triangular=True needs a dtype of this library's, not {dtype}; use a.astype(float)")
    if how.nan and n < 0:
        raise TypeError(f'singular="nan" needs a dtype of this library\'s, not {dtype}; use a.astype(float)')
    if n < 0 and dtype != bool:
        raise TypeError(f"a has dtype {dtype}, which NumPy cannot invert, and n is negative; use "
                        "a.astype(float)")
    return None


def widest(dtype: np.dtype) -> np.dtype:
    """Integers of 64 bits that hold those of a dtype."""
    return np.dtype(np.uint64 if dtype == np.uint64 else np.int64)
