"""The datasets of a Closure: in blocks, one by one, at random, and back to their place."""

import operator
import sys
from typing import Any, Iterator, Optional, SupportsIndex, Tuple, Union

import numpy as np

from ._known import Known
from ._listing import HISTOGRAMS, ROWS, Form, Listing, check_stretch
from ._numbers import Whole, bytes_text, thread_count
from ._ranking import rank
from ._sampling import sample
from ._shown import shown

# What NumPy may be handed without being asked for a size.
_ARRAY_BYTES = 2**31

# Iterating keeps the block of a row alive, so blocks are short.
_BLOCK = 1024


class Datasets(Known):
    """A sequence of datasets."""

    def blocks(self, rows: Whole = 65536, dtype: Any = np.int32, start: Whole = 0,
               stop: Optional[Whole] = None, *, threads: SupportsIndex = 1) -> Iterator[np.ndarray]:
        """The datasets from start to stop (default: all), `rows` of them at a time.

        Each block is a new (rows, n) array with one sorted dataset a row; the
        last one may be shorter. The order is the same every time, so a stretch
        can be listed again. dtype: int32, int16 or uint8; a scale that does not
        fit it is a ValueError. Mind that uint8 and int16 wrap in NumPy's own
        arithmetic. threads: how many share the rows of a block, 4096 or more
        each, -1 for all CPUs; the rows are the same.
        """
        return self._list(ROWS, dtype, threads, (rows, start, stop))

    def histograms(self, rows: Whole = 65536, dtype: Any = np.uint16, start: Whole = 0,
                   stop: Optional[Whole] = None, *, threads: SupportsIndex = 1) -> Iterator[np.ndarray]:
        """The same datasets in the same order as counts: how often each of `scale_values`
        occurs.

        Each block is a new (rows, len(scale_values)) array. dtype: uint16 or uint32;
        ValueError when n does not fit it. threads as for `blocks`.
        """
        return self._list(HISTOGRAMS, dtype, threads, (rows, start, stop))

    def _list(self, form: Form, dtype: Any, threads: SupportsIndex,
              stretch: "Tuple[Any, Any, Any]") -> Iterator[np.ndarray]:
        chosen, sharing = form.dtype(dtype), thread_count(threads)
        rows, start, stop = check_stretch(*stretch)
        listing = Listing(form, chosen, sharing, self.n, len(self.scale_values), self._tables.plan())
        return listing.blocks(rows, start, self.count if stop is None else min(stop, self.count))

    def sample(self, size: Whole, seed: Optional[Whole] = None) -> np.ndarray:
        """`size` datasets drawn uniformly at random, each independently: int32 (size, n).

        The same seed, from 0 to 2**64 - 1, gives the same rows in every
        language and on every machine, and a longer sample begins with the
        shorter one. Without a seed each call draws anew. ValueError when no
        dataset fits.
        """
        return sample(self._tables, self.n, len(self.scale_values), size, seed)

    def rank(self, row: Any) -> int:
        """The k for which c[k] is this dataset, its values in any order and in units of 1/items.

        ValueError when it is none; `row in c` asks whether it is one.
        """
        return rank(self._tables.plan(), self.n, self.scale_values, row)

    def __contains__(self, row: Any) -> bool:
        try:
            self.rank(row)
        except (TypeError, ValueError):
            return False
        return True

    def __getitem__(self, key: Union[SupportsIndex, slice]) -> np.ndarray:
        if isinstance(key, slice):
            return self._stretch(key)
        try:
            place = operator.index(key)
        except TypeError:
            raise TypeError(f"a Closure is indexed by {shown(key)}; write a whole number, as in c[0], or a "
                            "slice, as in c[0:10]") from None
        count = self._tables.count_to_list()
        if count == 0:
            raise IndexError(f"no dataset fits this mean and SD, so there is no c[{place}]; see .reason")
        if not -count <= place < count:
            raise IndexError(f"there is no dataset {place} among {count:,}; the last one is "
                             f"c[{count - 1}]")
        return self._rows(place % count, place % count + 1)[0]

    def _stretch(self, key: slice) -> np.ndarray:
        try:
            start, stop, step = key.indices(self._tables.count_to_list())
        except TypeError:
            raise TypeError(f"a slice of a Closure is {shown(key)}; write whole numbers, as in c[0:10]") from None
        if step != 1:
            raise ValueError(f"the step is {step}, and datasets are listed one after another; write "
                             f"c[{start}:{max(start, stop)}][::{step}]")
        return self._rows(start, max(start, stop))

    def _rows(self, start: int, stop: int, max_bytes: int = _ARRAY_BYTES,
              threads: int = 1) -> np.ndarray:
        """These datasets in one array, refused when it is larger than that."""
        count = stop - start
        size = 4 * self.n * count
        if size > max_bytes:
            raise ValueError(
                f"{count:,} datasets of {self.n:,} values take {bytes_text(size)} as int32; "
                "use Closure(…).blocks(), .sample(), or closure(…, max_bytes=…)")
        if count == 0:
            return np.empty([0, self.n], np.int32)
        return next(self.blocks(rows=count, start=start, stop=stop, threads=threads))

    def __iter__(self) -> Iterator[np.ndarray]:
        return (row for block in self.blocks(_BLOCK) for row in block)

    def __array__(self, dtype: Any = None, copy: Optional[bool] = None) -> np.ndarray:
        if copy is False:
            raise ValueError("a Closure holds no array, so that one cannot be made without a copy")
        return self._rows(0, self._tables.count_to_list()).astype(dtype or np.int32, copy=False)

    def __len__(self) -> int:
        if self.count > sys.maxsize:
            raise OverflowError(f"{self.count:,} datasets are more than len() can return; use .count")
        return self.count
