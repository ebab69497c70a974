"""Powers of integral inverses that need more than 64 bits, from what they are modulo several numbers.

Residues and bounds come from the library; here they are put together.

Source: H. L. Garner, "The residue number system", IRE Trans. Electron. Comput. EC-8 (1959) 140-147;
bounds on inverses: J. Hadamard, Bull. Sci. Math. 17 (1893) 240-246.
"""

from math import gcd
from typing import Callable, Optional

import numpy as np

from ._exponent import any_apply, any_power
from ._how import How
from ._residues import residues
from ._stack import attempt

_LARGEST = 2**63 - 1


def inverse_power(a: np.ndarray, n: int, v: Optional[np.ndarray], how: How) -> np.ndarray:
    """The doubles nearest to a**n, or a**n @ v, for a stack of determinants 1 and -1 and n < 0.

    Where |1/a|**|n|, or that times |v|, is beyond the doubles, no number of residues is
    known to do, and the nearest inverse is raised in floats.
    """
    inverse = _inverse(a, how)
    if v is None and n == -1:
        return rounded(inverse)
    floats = rounded(inverse)
    with np.errstate(all="ignore"):
        bound = _raised(np.abs(floats), -n, None if v is None else np.abs(v.astype(np.float64)), how)
    bounded = np.isfinite(bound).all(axis=(-2, -1))
    result = np.empty(bound.shape)
    if bounded.any():
        result[bounded] = rounded(_integers(a[bounded], n, v, how, _bits(bound[bounded])))
    if not bounded.all():
        columns = None if v is None else v.astype(np.float64)
        result[~bounded] = _raised(floats[~bounded], -n, columns, how)
    return result


def rounded(integers: np.ndarray) -> np.ndarray:
    """The nearest doubles; infinities beyond the largest."""
    if integers.dtype != object:
        return integers.astype(np.float64)
    return np.asarray(np.frompyfunc(_nearest_double, 1, 1)(integers), np.float64)


def _nearest_double(number: int) -> float:
    try:
        return float(number)
    except OverflowError:
        return float("inf") if number > 0 else float("-inf")


def _raised(a: np.ndarray, n: int, v: Optional[np.ndarray], how: How) -> np.ndarray:
    return any_power(a, n, how) if v is None else any_apply(a, n, v, how)


def _bits(bound: np.ndarray) -> int:
    """Of the largest entry, with its sign, and one more for the rounding of the bound.

    Its error is far below that: a nonnegative integer matrix whose power |n| is finite has
    either a spectral radius that makes |n| small, or entries that grow as a polynomial.
    """
    return int(np.frexp(bound.max())[1]) + 2


def _inverse(a: np.ndarray, how: How) -> np.ndarray:
    """As integers of Python where one does not fit those of a."""
    found, statuses = attempt(a, -1, None, how)
    if not statuses.any():
        return found
    # each minor is at most the product of the lengths of the rows that it has part in
    squares = np.maximum((a.astype(np.float64)**2).sum(axis=-1), 1)
    return _integers(a, -1, None, how, int(np.log2(squares).sum(axis=-1).max() / 2) + 3)


def _integers(a: np.ndarray, n: int, v: Optional[np.ndarray], how: How, bits: int) -> np.ndarray:
    """The result, of which it is known that it has at most so many bits."""
    def modulo(modulus: int) -> np.ndarray:
        asked = how._replace(modulus=modulus)
        columns = None if v is None else residues(v, modulus)
        return _raised(residues(a, modulus), n, columns, asked)

    return reconstructed(modulo, bits)


def reconstructed(modulo: Callable[[int], np.ndarray], bits: int) -> np.ndarray:
    """The integers between -2**(bits - 1) and 2**(bits - 1) with these residues."""
    product, modulus = 1, _LARGEST
    found = np.zeros((), object)
    while not product >> bits:
        step = (modulo(modulus).astype(object) - found) * pow(product, -1, modulus) % modulus
        found = found + step * product
        product *= modulus
        modulus = _coprime_below(modulus, product)
    return np.where(found > product // 2, found - product, found)


def _coprime_below(modulus: int, product: int) -> int:
    modulus -= 2
    while gcd(modulus, product) != 1:
        modulus -= 2
    return modulus
