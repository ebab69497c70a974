"""Real numbers and arrays as arrays of one shape and type, which the cubics are made of."""

from typing import Any, List, Sequence

import numpy as np

from ._given import refuse_masked


def broadcast(names: Sequence[str], values: Sequence[Any], singles: bool = False) -> List[np.ndarray]:
    """Arrays of one shape: float64, or with `singles` float32 where NumPy would compute so.

    Raises TypeError for what is no real number, ValueError where shapes differ.
    """
    arrays = [_real(name, value) for name, value in zip(names, values)]
    dtype = np.float32 if singles and _are_singles(values, arrays) else np.float64
    return list(np.broadcast_arrays(*(array.astype(dtype, copy=False) for array in arrays)))


def _are_singles(values: Sequence[Any], arrays: Sequence[np.ndarray]) -> bool:
    """Python's own numbers have no type to keep."""
    typed = [array.dtype for value, array in zip(values, arrays)
             if type(value) not in (bool, int, float)]
    return bool(typed) and np.result_type(*typed) == np.float32


def _real(name: str, value: Any) -> np.ndarray:
    refuse_masked(name, value)
    array = np.asarray(value)
    if array.dtype.kind == "O":
        array = _from_objects(name, array)
    if array.dtype.kind not in "biuf":
        raise TypeError(f"{name} has dtype {array.dtype}; it must be real numbers")
    return array


def _from_objects(name: str, array: np.ndarray) -> np.ndarray:
    """Python's own numbers, such as Fraction; NumPy itself would take None for NaN."""
    try:
        return np.asarray(np.frompyfunc(float, 1, 1)(array), np.float64)
    except TypeError as error:
        raise TypeError(f"{name} has an entry that is no real number: {error}") from None
