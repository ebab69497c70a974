"""What kind of roots a cubic has, and how firmly they stand where they are."""

from ctypes import byref, c_double, c_int32
from typing import Union

import numpy as np
from numpy.typing import ArrayLike

from . import _abi
from ._coefficients import broadcast
from ._errors import check
from ._lib import lib


def cubic_discriminant_sign(a: ArrayLike, b: ArrayLike, c: ArrayLike,
                            d: ArrayLike) -> Union[np.ndarray, int]:
    """The exact sign of the discriminant of a·x³ + b·x² + c·x + d.

    For a != 0: 1 for three distinct real roots, 0 for a repeated root, -1 for
    a complex pair. Arguments broadcast and are read as float64; the result is
    int8, or an int when all four are scalars.

    Raises TypeError for coefficients that are not real numbers, ValueError
    where one is not finite or masked.
    """
    coefficients = broadcast("abcd", (a, b, c, d))
    for name, array in zip("abcd", coefficients):
        if not np.isfinite(array).all():
            raise ValueError(f"{name} is NaN or infinite, where the discriminant has no sign; leave it out")
    shape, sign = coefficients[0].shape, c_int32()
    signs = np.empty(coefficients[0].size, np.int8)
    for lane, abcd in enumerate(_cubics(coefficients)):
        check(lib.hotloop_cubic_discriminant_sign(*abcd, byref(sign)))
        signs[lane] = sign.value
    return signs.reshape(shape) if shape else int(signs[0])


def cubic_condition(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> np.ndarray:
    """By how much each real root magnifies a relative change of the coefficients.

    The condition number of a root x is Σ |c_j| |x|^j / (|x| |p'(x)|). float64
    with one more axis of length 3, in the order of `cubic_real_roots`: inf at
    repeated roots, 1 at a simple root 0 (the limit), NaN where there is no
    root or a coefficient is not finite. Arguments broadcast and are read as
    float64; TypeError where they are not real numbers,
    ValueError where one is masked.
    """
    coefficients = broadcast("abcd", (a, b, c, d))
    condition = np.full((coefficients[0].size, 3), np.nan)
    one = (c_double * 3)()
    for lane, abcd in enumerate(_cubics(coefficients)):
        status = lib.hotloop_cubic_condition(*abcd, byref(one))
        if status == _abi.NOT_FINITE:
            continue
        check(status)
        condition[lane] = one
    return condition.reshape(*coefficients[0].shape, 3)


def _cubics(coefficients: list) -> zip:
    return zip(*(array.ravel().tolist() for array in coefficients))
