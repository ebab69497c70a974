"""Arrays that the caller has for results."""

from typing import Any, Optional

import numpy as np

from ._given import refuse_masked
from ._shown import kind


def given(name: str, array: Any, shape: tuple, dtype: np.dtype) -> np.ndarray:
    """The caller's array, when the results of this shape and dtype go there as they are."""
    if not isinstance(array, np.ndarray):
        raise TypeError(f"{name} is {kind(array)}; it must be a NumPy array, such as np.empty({shape})")
    if isinstance(array, np.matrix):
        raise TypeError(f"{name} is a np.matrix; write np.asarray({name}), which shares its memory")
    refuse_masked(name, array)
    if array.dtype != dtype:
        raise TypeError(f"{name} has dtype {array.dtype}; the results are {np.dtype(dtype)}, so give "
                        f"np.empty({shape}, np.{np.dtype(dtype)})")
    if array.shape != shape:
        raise ValueError(f"{name} has shape {array.shape}; the results have shape {shape}")
    if not array.flags.writeable:
        raise ValueError(f"{name} is read-only; give an array that may be written, such as {name}.copy()")
    return array


def given_or_new(name: str, array: Any, shape: tuple, dtype: np.dtype) -> np.ndarray:
    return np.empty(shape, dtype) if array is None else given(name, array, shape, dtype)


def given_or_none(name: str, array: Any, shape: tuple, dtype: np.dtype) -> Optional[np.ndarray]:
    return None if array is None else given(name, array, shape, dtype)


def delivered(found: np.ndarray, out: Optional[np.ndarray]) -> np.ndarray:
    """The results in the caller's array, if there is one; they may be there already."""
    if out is None:
        return found
    if not np.may_share_memory(found, out):
        out[...] = found
    return out


def in_place(name: str, array: np.ndarray, shape: tuple) -> np.ndarray:
    """The same memory in another shape, when strides can say where its entries lie."""
    view = np.asarray(array).reshape(shape)
    if view.size and not np.may_share_memory(view, array):
        raise ValueError(f"{name} has strides {array.strides}; all but its last axis must be one in memory")
    return view


def steps(name: str, array: np.ndarray, size: int) -> "tuple[int, ...]":
    """Strides that count numbers of this size."""
    if any(stride % size for stride in array.strides):
        raise ValueError(f"{name} has strides {array.strides}, which are no multiples of {size} bytes")
    if array.size and any(stride == 0 for stride, length in zip(array.strides, array.shape) if length > 1):
        raise ValueError(f"{name} has strides {array.strides}: entries share memory")
    return tuple(stride // size for stride in array.strides)


def pair_of(name: str, out: Any) -> "tuple[Any, Any]":
    """What is given for two results: an array for the first, or a tuple for both."""
    if not isinstance(out, tuple):
        return out, None
    if len(out) != 2:
        raise ValueError(f"{name} is a tuple of {len(out)}; there are 2 results")
    return out


def side_by_side(name: str, array: np.ndarray) -> np.ndarray:
    """The array as one axis, whose entries lie one behind the other."""
    if not array.flags.c_contiguous:
        raise ValueError(f"{name} must be contiguous, as np.empty makes it")
    return array.reshape(-1)
