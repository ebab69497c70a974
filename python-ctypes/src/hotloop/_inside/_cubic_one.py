"""One cubic of plain numbers: no array is looked at, and only the result is made.

A call's arguments and results lie in memory that is made once and used again. Each
call takes such a desk from a pile and puts it back, so that no two share one, in
whichever threads or signal handlers they are; another is made when none is left, or
one was lost to an exception.
"""

from ctypes import PyDLL, addressof, c_double, c_int32, c_void_p
from math import fabs
from struct import Struct
from struct import error as Unpackable
from typing import Any, Callable, List, Tuple

import numpy as np

from ._errors import check
from ._given import refuse_masked
from ._lib import lib
from ._shown import shown

Parts = Tuple[float, float]
Cubic = Tuple[Tuple[float, float, float], int, Parts]

# A plain tuple, which Python takes apart faster than a NamedTuple: memory, the arguments of
# the call, the count, what makes an array of the real roots, room for complex ones, and
# what makes an array of those.
Desk = Tuple[bytearray, tuple, memoryview, Callable[[], np.ndarray], np.ndarray, Callable[[], np.ndarray]]

# Read as float64, and no array is among them.
_PLAIN = frozenset((float, int, np.float64))

# Four coefficients and behind them hotloop_cubic: root, pair, count, info.
_write = Struct("4d").pack_into
_read = Struct("32x5di4x").unpack_from
_SIZE, _OUT, _COUNT = 80, 32, slice(72, 76)

# Complex numbers: three without imaginary part, or one and a pair.
_write_real: Callable[..., None] = Struct("d8xd8xd8x").pack_into
_write_pair: Callable[..., None] = Struct("d8x4d").pack_into

# The call is too short for other threads to run meanwhile, so the GIL is kept. Without
# argtypes, arguments that are ctypes objects pass as they are.
_roots = PyDLL(lib._name, handle=lib._handle).hotloop_cubic_roots
_roots.restype = c_int32


def are_plain(a: Any, b: Any, c: Any, d: Any) -> bool:
    """Whether these are numbers for the functions here."""
    return type(a) in _PLAIN and type(b) in _PLAIN and type(c) in _PLAIN and type(d) in _PLAIN


def _new_desk() -> Desk:
    memory, room = bytearray(_SIZE), np.empty(3, np.complex128)
    coefficients = [c_double.from_buffer(memory, place) for place in range(0, _OUT, 8)]
    out = c_void_p(addressof(coefficients[0]) + _OUT)
    return (memory, (*coefficients, out), memoryview(memory)[_COUNT].cast("i"),
            np.frombuffer(memory, np.float64, 3, _OUT).copy, room, room.copy)


_pile = [_new_desk()]
_take, _put_back = _pile.pop, _pile.append


def cubic(a: float, b: float, c: float, d: float) -> Cubic:
    """The roots of one cubic a·x³ + b·x² + c·x + d, as plain numbers.

    For loops that solve one cubic at a time: no array is made, and a call takes
    less than a microsecond. Arguments are numbers that float() takes.

    Returns three floats, the real roots ascending and then NaN; how many there
    are, with multiplicity, -1 where all arguments are zero or one is not
    finite; and real and imaginary part of the root of the complex pair above
    the real axis, NaN where there is none.

    Raises TypeError for an argument that is no real number, OverflowError for
    an int beyond the doubles, ValueError for a masked one.
    """
    desk = _solved(a, b, c, d)
    first, second, third, real, imaginary, count = _read(desk[0])
    _put_back(desk)
    if count < 0:  # NaN is what float() makes of a masked number
        for name, number in zip("abcd", (a, b, c, d)):
            refuse_masked(name, number)
    return (first, second, third), count, (real, imaginary)


def real_roots(a: Any, b: Any, c: Any, d: Any) -> Tuple[np.ndarray, int]:
    """As `cubic_real_roots` gives them, for plain numbers."""
    desk = _solved(a, b, c, d)
    _, _, count, new_array, _, _ = desk
    found = new_array(), count[0]
    _put_back(desk)
    return found


def roots(a: Any, b: Any, c: Any, d: Any) -> np.ndarray:
    """As `cubic_roots` gives them, for plain numbers."""
    desk = _solved(a, b, c, d)
    memory, _, _, _, room, new_array = desk
    first, second, third, real, imaginary, count = _read(memory)
    if count == 3:
        _write_real(room, 0, first, second, third)
    elif count == 1 and imaginary == imaginary:
        _write_pair(room, 0, first, real, imaginary, real, -imaginary)
    else:
        room[:] = _of_lower_degree((first, second), count, (real, imaginary))
    found = new_array()
    _put_back(desk)
    return found


def _solved(a: Any, b: Any, c: Any, d: Any) -> Desk:
    """A desk with the roots, to be put back."""
    try:
        desk = _take()
    except IndexError:
        desk = _new_desk()
    memory, arguments, _, _, _, _ = desk
    try:
        _write(memory, 0, a, b, c, d)
    except Unpackable:
        raise _reason(a, b, c, d) from None
    status = _roots(*arguments)
    if status < 0:
        check(status)
    return desk


def _reason(*numbers: Any) -> Exception:
    """What is wrong with one of them, which struct does not say."""
    for name, number in zip("abcd", numbers):
        try:
            fabs(number)
        except OverflowError:
            return OverflowError(f"{name} is too large for a double, whose largest is 1.8e308")
        except Exception:
            break
    return TypeError(f"{name} is {shown(number)}; it must be a real number, such as 1.5")


def _of_lower_degree(roots: Parts, count: int, pair: Parts) -> List[complex]:
    """Two roots at most, and behind them nan+nanj."""
    upper = complex(*pair)
    found: List[complex] = list(roots[:max(count, 0)])
    if upper == upper:
        found = [upper, upper.conjugate()]
    return found + [complex(np.nan, np.nan)] * (3 - len(found))
