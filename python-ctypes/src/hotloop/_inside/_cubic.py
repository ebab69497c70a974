"""Roots of many cubics a·x³ + b·x² + c·x + d at once."""

from typing import Any, Optional, SupportsIndex, Tuple, Union

import numpy as np
from numpy.typing import ArrayLike

from ._coefficients import broadcast
from ._cubic_batch import options, solve
from ._cubic_one import are_plain
from ._cubic_one import real_roots as real_roots_of_one
from ._cubic_one import roots as roots_of_one
from ._cubic_pairs import place_pairs
from ._out import given_or_new, in_place, pair_of, side_by_side

_ONE_THREAD = 1


def cubic_roots(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike, *, distinct: bool = False,
                imag_tolerance: Optional[float] = None, out: Optional[np.ndarray] = None,
                threads: SupportsIndex = _ONE_THREAD) -> np.ndarray:
    """The three roots of a·x³ + b·x² + c·x + d; the highest power comes first.

    a, b, c, d are real numbers or arrays that broadcast against each other;
    they are read as float64, and the result is complex128, unless every array
    among them is float32: then it is complex64. It has one more axis of length
    3: the real roots ascending and as often as they occur, then the complex
    pair with the positive imaginary part first, then nan+nanj where there are
    fewer roots (a = 0). Where all four are zero, or one is not finite, all
    three are nan+nanj.

    distinct: repeated roots come once. imag_tolerance: a pair whose imaginary
    part is not larger counts as two equal real roots (one with distinct). out:
    an array of the result's shape and dtype, which is filled and returned; its
    axes but the last must be one in memory, and it may share none with a
    coefficient. threads: how many may share the cubics, 4096 or more each; -1
    stands for all CPUs. The roots are the same for any number.

    Raises TypeError for coefficients that are not real numbers and an out of
    another dtype, ValueError for a tolerance that is negative or not finite, an
    out of another shape, masked entries, and threads below -1.
    """
    if (distinct is False and imag_tolerance is None and out is None and threads is _ONE_THREAD
            and (type(a) is type(b) is type(c) is type(d) is float or are_plain(a, b, c, d))):
        return roots_of_one(a, b, c, d)
    coefficients = broadcast("abcd", (a, b, c, d), singles=True)
    how = options(distinct, imag_tolerance, threads)
    shape, size, dtype = coefficients[0].shape, coefficients[0].size, coefficients[0].dtype
    roots = given_or_new("out", out, (*shape, 3), np.result_type(dtype, np.complex64))
    rows = in_place("out", roots, (size, 3))
    pair, count = np.empty((size, 2), dtype), np.empty(size, np.int8)
    solve(coefficients, how, rows.real, count, pair)
    place_pairs(rows, count, pair, how.tolerance)
    return roots


def cubic_real_roots(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike, *,
                     distinct: bool = False, imag_tolerance: Optional[float] = None,
                     out: Any = None, threads: SupportsIndex = _ONE_THREAD,
                     ) -> Tuple[np.ndarray, Union[np.ndarray, int]]:
    """The real roots of a·x³ + b·x² + c·x + d, and how many there are.

    Arguments and errors as in `cubic_roots`. Returns float64 (or float32) roots
    with one more axis of length 3, ascending, a multiple root as often as it
    occurs (once with distinct), NaN after the last; and their number as int8
    (an int when all four are scalars), which is -1 where all four are zero or
    one is not finite.

    out: an array for the roots, or a tuple with arrays for both results, of
    which either may be None; the one for the number must be contiguous.
    """
    if (distinct is False and imag_tolerance is None and out is None and threads is _ONE_THREAD
            and (type(a) is type(b) is type(c) is type(d) is float or are_plain(a, b, c, d))):
        return real_roots_of_one(a, b, c, d)
    coefficients = broadcast("abcd", (a, b, c, d), singles=True)
    how = options(distinct, imag_tolerance, threads)
    shape, size, dtype = coefficients[0].shape, coefficients[0].size, coefficients[0].dtype
    roots_out, count_out = pair_of("out", out)
    roots = given_or_new("out", roots_out, (*shape, 3), dtype)
    count = given_or_new("out[1]", count_out, shape, np.dtype(np.int8))
    solve(coefficients, how, in_place("out", roots, (size, 3)), side_by_side("out[1]", count))
    return roots, count if shape or count_out is not None else int(count[()])
