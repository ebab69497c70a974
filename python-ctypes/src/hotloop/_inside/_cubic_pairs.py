"""Puts complex pairs behind the real roots."""

import numpy as np

# Cubics whose roots lie in the nearest caches.
_BLOCK = 4096


def place_pairs(roots: np.ndarray, count: np.ndarray, pair: np.ndarray, tolerance: float) -> None:
    """Completes complex roots (size, 3) with their real parts in place.

    A pair follows the real roots, unless its imaginary part is within the
    tolerance and it is among them; nan+nanj follows where there is no root.
    """
    for start in range(0, len(roots), _BLOCK):
        block = slice(start, start + _BLOCK)
        _place_pairs(roots[block], count[block], pair[block], tolerance)


def _place_pairs(roots: np.ndarray, count: np.ndarray, pair: np.ndarray, tolerance: float) -> None:
    imaginary = pair[:, 1]
    # NaN is not above either.
    has_pair = imaginary > tolerance if tolerance > 0 else imaginary >= 0
    roots.imag = 0
    behind_one = has_pair & (count == 1)
    upper = pair.view(roots.dtype)[:, 0]
    np.copyto(roots[:, 1], upper, where=behind_one)
    np.copyto(roots[:, 2], upper.conj(), where=behind_one)
    others = np.flatnonzero((count != 3) & ~behind_one)
    if others.size:
        roots.imag[others] = np.where(np.isnan(roots.real[others]), np.nan, 0.0)
        alone = others[has_pair[others]]
        roots[alone, 0] = upper[alone]
        roots[alone, 1] = upper[alone].conj()
