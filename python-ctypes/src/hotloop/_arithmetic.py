"""How the entries of a dtype are computed: by the library, in int64, in float64, or by NumPy."""

from typing import Any, Callable, NamedTuple, Optional

import numpy as np

from ._exact import checked_product, fit
from ._stack import native


class Arithmetic(NamedTuple):
    """The dtype that the library computes in, the dtype of the result, whether integers wrap."""

    inside: np.dtype
    result: np.dtype
    wrap: bool

    def product(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """x @ y, for exponents that the library takes in two parts."""
        checked = self.inside.kind in "iu" and not self.wrap
        return checked_product(x, y) if checked else np.matmul(x, y)

    def run(self, compute: Callable[[], np.ndarray]) -> np.ndarray:
        """What `compute` returns, as the result's dtype."""
        try:
            found = compute()
        except OverflowError:
            # the library speaks of the wrapped result that it leaves, which nobody sees here
            raise OverflowError(
                f"the result, or a power on the way to it, does not fit {self.inside.name}; "
                'overflow="wrap" wraps, and a.astype(object) has integers of any size') from None
        return found.astype(self.result, copy=False) if self.wrap else fit(found, self.result)


def arithmetic(dtype: np.dtype, n: int, wrap: bool) -> Optional[Arithmetic]:
    """None where the entries are NumPy's to compute with."""
    if dtype.kind in "iu":
        if n < 0:
            return Arithmetic(np.dtype(np.float64), np.dtype(np.float64), False)
        inside = dtype if native(dtype) else np.dtype(np.int64)
        return Arithmetic(inside, dtype, wrap)
    return Arithmetic(dtype, dtype, False) if native(dtype) else None


def wraps(overflow: Any) -> bool:
    if overflow not in ("raise", "wrap"):
        raise ValueError(f'overflow is {overflow!r}; choose "raise" or "wrap"')
    return overflow == "wrap"
