"""CLOSURE: every dataset of whole numbers that prints as a mean and an SD."""

import operator
import sys
from typing import Any, Iterator, Optional

import numpy as np

from ._listing import check_stretch, listing, row_type
from ._numbers import Number, bytes_text, decimal_text, half_unit, whole
from ._tables import build_plan, count_datasets, read_problem
from ._zeros import warn_of_lost_zeros

# What NumPy may be handed without being asked for a size.
_ARRAY_BYTES = 2**31


class Closure:
    """All datasets of n whole numbers on a scale that print as this mean and SD.

    A dataset is n values in ascending order, each from scale_min to scale_max.
    It counts when its mean lies within mean ± mean_error and its SD (the one
    that divides by n - 1) within sd ± sd_error, ends included, exactly.

    Parameters
    ----------
    mean, sd : str, int, float, Decimal or NumPy number
        As printed. Write "3.50", not 3.5, when the paper prints 3.50: a
        number cannot keep its trailing zeros, and each of them makes the
        window ten times narrower.
    n : int
        How many values a dataset has; 2 or more.
    scale_min, scale_max : int
        The smallest and largest value that may occur.
    mean_error, sd_error : str or number, optional
        Half the width of the window. Default: half a unit of the last digit
        of mean and of sd, which is what rounding does.
    items : int, default 1
        Each value is the mean of this many whole numbers, so that the scale
        has steps of 1/items. Rows and `values` are then in units of 1/items:
        divide them by items.

    Attributes
    ----------
    possible : bool
        Whether any dataset prints so; also bool(c).
    count : int
        How many do, exactly.
    values : array of int32
        The values that a row can hold.
    mean, sd, mean_error, sd_error : str
        The numbers as they were read.

    Nothing is listed before `blocks` or NumPy asks for it, and the tables for
    listing are built once, then, and kept.

    Raises
    ------
    ValueError
        A number is malformed or out of range. A mean outside the scale is
        none of these: it has no datasets.
    TypeError
        An argument is of the wrong type, None or a truth value.
    """

    def __init__(self, mean: Number, sd: Number, n: int, scale_min: int, scale_max: int, *,
                 mean_error: Optional[Number] = None, sd_error: Optional[Number] = None,
                 items: int = 1) -> None:
        self.mean = decimal_text("mean", mean)
        self.sd = decimal_text("sd", sd)
        self.n = whole("n", n)
        self.scale_min = whole("scale_min", scale_min)
        self.scale_max = whole("scale_max", scale_max)
        self.items = whole("items", items)
        if self.items < 1:
            raise ValueError(f"items ({self.items}) must be 1 or more")
        self._errors = (_optional("mean_error", mean_error), _optional("sd_error", sd_error))
        self._problem = read_problem(self.mean, self.sd, self.n, self.scale_min, self.scale_max,
                                     self.items, self._errors)
        self._plan_words: Optional[np.ndarray] = None
        self._counted: Optional[tuple] = None
        warn_of_lost_zeros((mean, sd), (self.mean, self.sd), self._errors)

    @property
    def mean_error(self) -> str:
        """Half the width of the mean's window, as text."""
        return self._errors[0] or half_unit(self.mean)

    @property
    def sd_error(self) -> str:
        """Half the width of the SD's window, as text."""
        return self._errors[1] or half_unit(self.sd)

    @property
    def values(self) -> np.ndarray:
        """The values that a row can hold, ascending: the scale in units of 1/items."""
        return np.arange(self.scale_min * self.items, self.scale_max * self.items + 1, dtype=np.int32)

    @property
    def possible(self) -> bool:
        """Whether any dataset prints so; also bool(c). Lists nothing."""
        return self._total()[0] != 0

    @property
    def count(self) -> int:
        """How many datasets there are, exactly. Lists nothing.

        Raises OverflowError from 2**128 on.
        """
        count, log2 = self._total()
        if count is None:
            raise OverflowError(f"there are about 2**{log2:.1f} datasets, too many to count exactly")
        return count

    def _total(self) -> tuple:
        """The count (None from 2**128 on) and its log2."""
        if self._counted is None:
            self._counted = count_datasets(self._problem)
        return self._counted

    def _plan(self) -> np.ndarray:
        """The tables behind listing, in memory that this object owns."""
        if self._plan_words is None:
            self._plan_words = build_plan(self._problem)
        return self._plan_words

    def blocks(self, rows: int = 65536, dtype: Any = np.int32, start: int = 0,
               stop: Optional[int] = None) -> Iterator[np.ndarray]:
        """The datasets from start to stop (default: all), `rows` of them at a time.

        Each block is a new (rows, n) array with one sorted dataset a row; the
        last one may be shorter. The order is the same every time, so a stretch
        can be listed again. dtype: int32, int16 or uint8; a scale that does not
        fit it is a ValueError. Mind that uint8 and int16 wrap in NumPy's own
        arithmetic.
        """
        code, dtype = row_type(dtype)
        rows, start, stop = check_stretch(rows, start, stop)
        stop = self.count if stop is None else min(stop, self.count)
        return listing(self._plan(), self.n, code, dtype, rows, start, stop)

    def _all(self, max_bytes: int) -> np.ndarray:
        """Every dataset in one array, refused when it is larger than that."""
        count = self.count
        size = 4 * self.n * count
        if size > max_bytes:
            raise ValueError(
                f"{count:,} datasets of {self.n:,} values take {bytes_text(size)} as int32; "
                "use Closure(…).blocks(), or closure(…, max_bytes=…)")
        return next(self.blocks(rows=count)) if count else np.empty((0, self.n), np.int32)

    def __array__(self, dtype: Any = None, copy: Optional[bool] = None) -> np.ndarray:
        if copy is False:
            raise ValueError("a Closure holds no array, so that one cannot be made without a copy")
        return self._all(_ARRAY_BYTES).astype(dtype or np.int32, copy=False)

    def __bool__(self) -> bool:
        return self.possible

    def __len__(self) -> int:
        if self.count > sys.maxsize:
            raise OverflowError(f"{self.count:,} datasets are more than len() can return; use .count")
        return self.count

    def __repr__(self) -> str:
        items = f", items {self.items}" if self.items > 1 else ""
        return (f"<Closure mean {self.mean} ±{self.mean_error}, SD {self.sd} ±{self.sd_error}, "
                f"n {self.n}, scale {self.scale_min}–{self.scale_max}{items}: {self._count_text()}>")

    def _count_text(self) -> str:
        count, log2 = self._total()
        if count is None:
            return f"about 2**{log2:.1f} datasets"
        return f"{count:,} dataset{'' if count == 1 else 's'}"


def closure(mean: Number, sd: Number, n: int, scale_min: int, scale_max: int, *,
            mean_error: Optional[Number] = None, sd_error: Optional[Number] = None,
            items: int = 1, max_bytes: int = 2**31) -> np.ndarray:
    """Every dataset that prints as this mean and SD: an int32 array (count, n).

    Rows are sorted, and there are none, shape (0, n), when no dataset fits.
    A list above max_bytes is refused with its size (ValueError). The other
    arguments, and the errors, are those of `Closure`.

    >>> hotloop.closure("2.2", "0.7", 16, 1, 5).shape
    (9, 16)
    """
    found = Closure(mean, sd, n, scale_min, scale_max, mean_error=mean_error, sd_error=sd_error,
                    items=items)
    return found._all(operator.index(max_bytes))


def _optional(name: str, value: Optional[Number]) -> Optional[str]:
    return None if value is None else decimal_text(name, value)
