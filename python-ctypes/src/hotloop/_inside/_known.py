"""What the parts of a Closure know of the whole."""

import numpy as np

from ._tables import Tables


class Known:
    """n values on a scale, and the tables behind them."""

    n: int
    scale_min: int
    scale_max: int
    items: int
    _tables: Tables

    @property
    def scale_values(self) -> np.ndarray:
        """The values that a row can hold, ascending: the scale in units of 1/items."""
        return np.arange(self.scale_min * self.items, self.scale_max * self.items + 1, dtype=np.int32)

    @property
    def count(self) -> int:
        """How many datasets there are, exactly. Lists nothing.

        Raises OverflowError from 2**128 - 1 on.
        """
        return self._tables.count()
