"""128-bit numbers, which the ABI has as two words, the low one first."""

import numpy as np


def two_words(number: int) -> np.ndarray:
    return np.array([number & (2**64 - 1), number >> 64], np.uint64)


def one_number(words: np.ndarray) -> int:
    return int(words[0]) | int(words[1]) << 64


def exact(words: np.ndarray) -> np.ndarray:
    """Numbers (..., 2) as int64, or as Python's integers where one does not fit."""
    low, high = words[..., 0], words[..., 1]
    if not high.any() and not (low >> np.uint64(63)).any():
        return low.astype(np.int64)
    return low.astype(object) + high.astype(object) * 2**64
