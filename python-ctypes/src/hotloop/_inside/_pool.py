"""Powers of small matrices: a call is prepared once for a dtype and a shape, then used again.

To prepare one takes several times as long as it takes itself. So its struct and its
workspace lie on a desk; on that of the smallest matrices there is also a place for the
matrix and one for the result, for copies take less time than to tell an address. A call
takes a desk from the pile of its kind and puts it back, so that no two share one, in
whichever threads or signal handlers they are.
"""

from ctypes import CDLL, PyDLL, addressof, byref, c_size_t
from functools import partial, wraps
from typing import Any, Callable, Dict, List, Optional, Tuple, TypeVar, cast

import numpy as np
from numpy import ndarray

from . import _abi
from ._address import HEADER, is_known, pointer_at
from ._effort import BRIEF, QUICK, largest_exponent
from ._given import as_array
from ._how import How
from ._lib import lib
from ._run import call
from ._stack import native, request

# Bytes of what is copied to a desk, and entries of the largest that gets one.
_COPIED, _LARGEST = (8 * 28**2, 256**2) if is_known() else (16 * 50**2, 50**2)

# When all desks together have more bytes, all are given up.
_MOST_BYTES = 1 << 24

# Without argtypes, arguments that are ctypes objects pass as they are.
_keeping = PyDLL(lib._name, handle=lib._handle).hotloop_matrix_power
_dropping = CDLL(lib._name, handle=lib._handle).hotloop_matrix_power

_P, _A, _OUT = (getattr(_abi.MatrixPowerCall, name).offset // 8 for name in ("p", "a", "out"))

Power = TypeVar("Power", bound=Callable[..., np.ndarray])


# A plain tuple, which Python takes apart faster than a NamedTuple: the least exponent, the
# most for which other threads can wait, and the most for which Ctrl-C can; the struct,
# eight bytes by eight; the place of the matrix, if it is copied; what the function is given;
# and what makes a new array, of the result if that is copied.
Desk = Tuple[int, int, int, memoryview, Optional[np.ndarray], Any, Callable[[], np.ndarray]]

# By what happens on overflow, dtype and shape: quicker than one key of the three.
Piles = Dict[Tuple[int, ...], List[Desk]]
_piles: Dict[str, Dict[np.dtype, Piles]] = {"raise": {}, "wrap": {}}
_bytes = 0


def quickly(power: Power) -> Power:
    """The function, but small matrices are raised at a desk.

    It is called itself for all else, and where something is wrong, to tell what. All is
    in one function, for another call would be a tenth of the time.
    """
    @wraps(power)
    def quick_power(a: Any, n: Any, *, overflow: Any = "raise", **options: Any) -> np.ndarray:
        if not options:
            if type(a) is not ndarray:
                a = as_array("a", a)
            try:
                pile = _piles[overflow][a.dtype][a.shape]
                least, brief, most, words, place, asked, result = desk = pile.pop()
                status = -1
                if least <= n <= most:
                    function = _keeping if n <= brief else _dropping
                    words[_P] = n
                    if place is not None:
                        place[...] = a
                        status = function(asked, None)
                        found = result()
                    else:
                        if not a.flags.c_contiguous:
                            a = a.copy()
                        words[_A] = pointer_at(id(a) + HEADER).value
                        found = result()
                        words[_OUT] = pointer_at(id(found) + HEADER).value
                        status = function(asked, None)
                pile.append(desk)
                if status == 0:
                    return found
            except LookupError:
                _set_up(a, overflow)  # for the next time
            except (TypeError, ValueError):  # n is no integer of 64 bits
                pass
        return power(a, n, overflow=overflow, **options)

    return cast(Power, quick_power)


def _set_up(a: np.ndarray, overflow: str) -> None:
    """Adds a desk to a pile, if calls of this kind go to desks."""
    global _bytes
    if not (a.ndim > 1 and a.shape[-1] == a.shape[-2] and 0 < a.size <= _LARGEST
            and a.dtype.isnative and native(a.dtype) and overflow in _piles):
        return
    if _bytes > _MOST_BYTES:
        for piles in _piles.values():
            piles.clear()
        _bytes = 0
    desk, held = _new_desk(a.dtype, a.shape, overflow == "wrap")
    _piles[overflow].setdefault(a.dtype, {}).setdefault(a.shape, []).append(desk)
    _bytes += held


def _new_desk(dtype: np.dtype, shape: Tuple[int, ...], wrap: bool) -> Tuple[Desk, int]:
    """And how many bytes it holds."""
    a, found, stack = np.empty(shape, dtype), np.empty(shape, dtype), (-1, *shape[-2:])
    integers, multiplications = dtype.kind in "iu", a.size * shape[-1]
    how = How(_abi.POWER_WRAP if integers and wrap else 0)
    asked = request(a.reshape(stack), found.reshape(stack), 0, how)
    _give_workspace(asked)
    words = memoryview(asked).cast("B").cast("q")
    brief, most = (largest_exponent(dtype, multiplications, limit) for limit in (BRIEF, QUICK))
    held = sum(owned.nbytes for owned in asked.owners)
    if a.nbytes <= _COPIED:
        return (0 if integers else -most, brief, most, words, a, byref(asked), found.copy), held
    del asked.owners[:2]
    return (0, brief, most, words, None, byref(asked), partial(np.empty, shape, dtype)), held


def _give_workspace(asked: _abi.MatrixPowerCall) -> None:
    size = c_size_t()
    call(lib.hotloop_matrix_power_work, asked, addressof(size))
    work = np.empty(size.value, np.uint8)
    asked.work, asked.work_size = work.ctypes.data, work.size
    asked.owners.append(work)
