"""The cubics of encounters of orbits, given by x0 = -1/(2a) and y0 = sqrt(a(1 - e²))."""

from typing import SupportsIndex, Tuple, Union

import numpy as np
from numpy.typing import ArrayLike

from ._coefficients import broadcast
from ._cubic_batch import QUICK_CUBICS
from ._lib import lib
from ._numbers import thread_count
from ._run import call

Count = Union[np.ndarray, int]


def orbit_roots(x0: ArrayLike, y0: ArrayLike, *,
                threads: SupportsIndex = 1) -> Tuple[np.ndarray, Count, np.ndarray]:
    """The roots of x0·y³ + 1.5·y - y0: real roots, how many, and the complex pair.

    x0 and y0, of an orbit with semi-major axis a and eccentricity e, are in
    any consistent unit; they broadcast and are read as float64. A circular
    orbit lies on a double root, which is found exactly.

    Returns float64 roots with one more axis of length 3, ascending, NaN after
    the last; their number as int8 (an int for scalars), -1 where an argument
    is not finite; and complex128 with the root of the pair whose imaginary
    part is positive, nan+nanj where there is none.

    threads: how many may share the cubics, -1 for all CPUs; the results are
    the same for any number.

    Raises TypeError for arguments that are not real numbers, ValueError for
    threads below -1 and masked entries.
    """
    threads = thread_count(threads)
    shape, (x, y) = _flat(("x0", "y0"), (x0, y0))
    roots, pair, count = np.empty((x.size, 3)), np.empty(x.size, np.complex128), np.empty(x.size, np.int8)
    call(lib.hotloop_cubic_orbit_roots, x.size, x.ctypes, y.ctypes, roots.ctypes, pair.ctypes, count.ctypes,
         long=x.size > QUICK_CUBICS, threads=threads)
    return roots.reshape(*shape, 3), _shaped(count, shape), pair.reshape(shape)


def orbit_step_roots(x0: ArrayLike, y0: ArrayLike, omega: ArrayLike, *,
                     threads: SupportsIndex = 1) -> Tuple[np.ndarray, np.ndarray, Count, np.ndarray]:
    """Positions (x, y) that an orbit can reach in a finite step: x, y, how many, and the pair.

    y is a real root of y³ + 2 (x0 - omega·y0) y + 2 omega, and x = -1/(2y²);
    kept are those with y > 0 and x finite and negative. x, y and both parts of the
    pair are correctly rounded, x from the exact y. Arguments broadcast and are read
    as float64.

    Returns float64 x and y with one more axis of length 3, y ascending, NaN
    after the last; the number of positions as int8 (an int for scalars), -1
    where an argument is not finite; and complex128 with the root y of the
    complex pair whose imaginary part is positive, nan+nanj where there is
    none. threads, and errors: as in `orbit_roots`.
    """
    threads = thread_count(threads)
    shape, (x, y, frequency) = _flat(("x0", "y0", "omega"), (x0, y0, omega))
    xy, pair, count = np.empty((x.size, 3, 2)), np.empty(x.size, np.complex128), np.empty(x.size, np.int8)
    call(lib.hotloop_cubic_orbit_step_roots, x.size, x.ctypes, y.ctypes, frequency.ctypes, xy.ctypes,
         pair.ctypes, count.ctypes, long=x.size > QUICK_CUBICS, threads=threads)
    xy = xy.reshape(*shape, 3, 2)
    return xy[..., 0], xy[..., 1], _shaped(count, shape), pair.reshape(shape)


def _flat(names: tuple, values: tuple) -> "tuple[tuple, list]":
    """Their shape, and contiguous arrays with one axis."""
    arrays = broadcast(names, values)
    return arrays[0].shape, [np.ascontiguousarray(array).reshape(-1) for array in arrays]


def _shaped(count: np.ndarray, shape: tuple) -> Count:
    return count.reshape(shape) if shape else int(count[0])
