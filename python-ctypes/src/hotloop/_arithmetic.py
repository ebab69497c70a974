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

    def run(self, compute: Callable[[], np.ndarray]) -> np.ndarray:
        """What `compute` returns, as the result's dtype."""
        try:
            found = compute()
        except OverflowError:
            # the library speaks of the wrapped result that it leaves, which nobody sees here
            raise OverflowError(
                f"the result, or a power on the way to it, does not fit {self.inside.name}; "
                'overflow="wrap" wraps, and a.astype(object) has integers of any size') from None
        wraps = self.how.flags & _abi.WRAP
        return found.astype(self.result, copy=False) if wraps else fit(found, self.result)


def arithmetic(dtype: np.dtype, n: int, how: How) -> Optional[Arithmetic]:
    """None where the entries are NumPy's to compute with."""
    if dtype.kind in "iu" and n >= 0:
        return Arithmetic(dtype if native(dtype) else np.dtype(np.int64), dtype, how)
    if dtype.kind in "iu":
        dtype = _FLOAT64
    if native(dtype):
        return Arithmetic(dtype, dtype, how.without_wrapping())
    if how.flags & (_abi.STOCHASTIC | _abi.COLUMN_STOCHASTIC | _abi.TRIANGULAR):
        raise TypeError(f"stochastic, column_stochastic and triangular need a dtype of this library's, not {dtype}")
    return None
