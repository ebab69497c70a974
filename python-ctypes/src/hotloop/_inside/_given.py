"""What callers give as arrays: nothing of it may be lost on the way to one."""

from typing import Any, Optional, Tuple

import numpy as np

from ._shown import shown

# From here on a float64 may stand for several integers.
_EXACT = 2.0**53


def as_array(name: str, value: Any) -> np.ndarray:
    """numpy.asarray, but masked entries are refused and integers stay integers.

    In lists NumPy turns those from 2**63 on into float64 when smaller ones are among
    them; here they are int64, else uint64, else Python's own.
    """
    array = plain_array(name, value)
    if array.dtype == np.float64 and not hasattr(value, "dtype") and (np.abs(array) >= _EXACT).any():
        array = _as_integers(np.asarray(value, object), array)
    return array if array.dtype.isnative else array.astype(array.dtype.newbyteorder("="))


def plain_array(name: str, value: Any) -> np.ndarray:
    """numpy.asarray, which says nothing of the argument when it fails."""
    refuse_masked(name, value)
    try:
        return np.asarray(value)
    except (TypeError, ValueError):
        raise ValueError(f"{name} is {shown(value)} that is no array; give rows of one length") from None


def refuse_masked(name: str, value: Any) -> None:
    if _has_masked(value):
        raise ValueError(f"{name} has masked entries, which have no values; use {name}.filled(value) "
                         "to choose some")


def _has_masked(value: Any) -> bool:
    if isinstance(value, (list, tuple)):
        return any(_has_masked(entry) for entry in value
                   if isinstance(entry, (list, tuple, np.ma.MaskedArray)))
    return isinstance(value, np.ma.MaskedArray) and bool(np.ma.is_masked(value))


def _as_integers(exact: np.ndarray, rounded: np.ndarray) -> np.ndarray:
    """The entries as integers if all of them are, else as they were rounded."""
    if not are_integers(exact):
        return rounded
    dtype = common_dtype(exact)
    return exact if dtype is None else exact.astype(dtype)


def are_integers(array: np.ndarray) -> bool:
    """Whether objects are integers of Python or NumPy; truth values are none."""
    return all(isinstance(entry, (int, np.integer)) and not isinstance(entry, bool)
               for entry in array.flat)


def in_common(a: np.ndarray, v: np.ndarray) -> "Tuple[np.ndarray, np.ndarray]":
    """What two lists are together, where one is int64 and the other uint64."""
    if {a.dtype.kind, v.dtype.kind} != {"i", "u"}:
        return a, v
    both = np.concatenate([a.astype(object).ravel(), v.astype(object).ravel()])
    dtype = common_dtype(both) or np.dtype(object)
    return a.astype(dtype), v.astype(dtype)


def common_dtype(exact: np.ndarray) -> Optional[np.dtype]:
    """int64 or uint64, whichever holds all of these integers first; None if neither does."""
    least, most = int(exact.min()), int(exact.max())
    for dtype in (np.int64, np.uint64):
        limits = np.iinfo(dtype)
        if limits.min <= least and most <= limits.max:
            return np.dtype(dtype)
    return None
