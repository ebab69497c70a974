"""Real numbers and arrays as arrays of one shape and type, which the cubics are made of."""

from typing import Any, List, Sequence

import numpy as np

from ._given import plain_array
from ._shown import shown


def broadcast(names: Sequence[str], values: Sequence[Any], singles: bool = False) -> List[np.ndarray]:
    """Arrays of one shape: float64, or with `singles` float32 where NumPy would compute so.

    Raises TypeError for what is no real number, ValueError where shapes differ.
    """
    arrays = [_real(name, value) for name, value in zip(names, values)]
    dtype = np.float32 if singles and _are_singles(values, arrays) else np.float64
    try:
        return list(np.broadcast_arrays(*(array.astype(dtype, copy=False) for array in arrays)))
    except ValueError:
        *others, last = (f"{name} {array.shape}" for name, array in zip(names, arrays))
        raise ValueError(f"the shapes of {', '.join(others)} and {last} do not broadcast; give arrays of one "
                         "shape, or numbers") from None


def _are_singles(values: Sequence[Any], arrays: Sequence[np.ndarray]) -> bool:
    """Python's own numbers have no type to keep."""
    typed = [array.dtype for value, array in zip(values, arrays)
             if type(value) not in (bool, int, float)]
    return bool(typed) and np.result_type(*typed) == np.float32


def _real(name: str, value: Any) -> np.ndarray:
    array = plain_array(name, value)
    if array.dtype.kind == "O":
        array = _from_objects(name, array)
    if array.dtype.kind not in "biuf":
        what = f"has dtype {array.dtype}" if array.ndim or hasattr(value, "dtype") else f"is {shown(value)}"
        raise TypeError(f"{name} {what}; it must be real numbers, such as 1.5")
    return array


def _from_objects(name: str, array: np.ndarray) -> np.ndarray:
    """Python's own numbers, such as Fraction; NumPy itself would take None for NaN."""
    try:
        return np.asarray(np.frompyfunc(float, 1, 1)(array), np.float64)
    except OverflowError:
        raise OverflowError(f"{name} is too large for a double, whose largest is 1.8e308") from None
    except (TypeError, ValueError):
        what = "has an entry that is no real number" if array.ndim else f"is {shown(array[()])}"
        raise TypeError(f"{name} {what}; it must be real numbers, such as 1.5") from None
