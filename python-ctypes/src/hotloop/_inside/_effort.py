"""How much work a power is, roughly: Ctrl-C must be able to stop what takes long."""

import numpy as np

from . import _abi
from ._lib import lib

# So many multiplications of doubles take less than about 5 ms. Where the CPU has no
# fused multiply-add, one costs a function call.
QUICK = 1 << (19 if lib.hotloop_cpu_level() == _abi.LEVEL_PORTABLE else 27)

# So many take less than about 50 µs, for which other threads can wait.
BRIEF = QUICK // 100

# How many of them one multiplication of another kind amounts to.
_WEIGHTS = {"f": 1, "c": 4, "i": 4, "u": 4}
_MODULAR = 16

# An inverse counts as so many products, for it is not as fast as they are.
_INVERSE = 32


def products(p: int) -> int:
    """No power takes more than these: a square for each binary digit, another product for a 1."""
    squares, others = abs(p).bit_length() - 1, bin(p).count("1") - 1
    return max(squares + others, 1) + (_INVERSE if p < 0 else 0)


def is_long(dtype: np.dtype, multiplications: int, modulus: int = 0) -> bool:
    """Whether they take more than about 5 ms."""
    return multiplications * (_MODULAR if modulus else _WEIGHTS[dtype.kind]) > QUICK


def largest_exponent(dtype: np.dtype, multiplications: int, limit: int) -> int:
    """Up to which exponent a power keeps to the limit, when this many make a product."""
    squares = limit // (2 * multiplications * _WEIGHTS[dtype.kind])
    return (1 << min(squares + 1, 63)) - 1
