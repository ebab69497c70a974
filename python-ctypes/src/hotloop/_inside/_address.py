"""Where the entries of an array lie, told faster than NumPy tells it.

In CPython id() is where an object lies. In an ndarray Python's header comes first, and then
the pointer to the entries, as NumPy's ABI has it since there is one. Where either is
different, `is_known` says so, and the pointer is to be asked for by other means.
"""

import sys
from ctypes import c_void_p
from typing import Any, Callable

import numpy as np

HEADER = object.__basicsize__

pointer_at: Callable[[int], Any] = c_void_p.from_address


def is_known() -> bool:
    """Whether pointer_at(id(a) + HEADER).value is where the entries of an ndarray a lie."""
    if sys.implementation.name != "cpython":
        return False
    whole = np.arange(20.0).reshape(4, 5)
    return all(pointer_at(id(a) + HEADER).value == a.ctypes.data
               for a in (whole, whole[2:, 3:], np.empty((3, 3), np.complex64)))
