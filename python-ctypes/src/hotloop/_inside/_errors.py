"""A negative status becomes the exception that a Python user expects."""

import re

import numpy as np

from . import _abi
from ._lib import lib

_EXCEPTIONS = {
    _abi.OUT_OF_MEMORY: MemoryError,
    _abi.CANCELLED: KeyboardInterrupt,
    _abi.OVERFLOW: OverflowError,
    _abi.SINGULAR: np.linalg.LinAlgError,
    _abi.INTERNAL: RuntimeError,
}

_NAMES = {"type": "dtype", "p": "n"}


def check(status: int, message: bytes = b"") -> None:
    """Raises for status < 0, with the sentence that the library wrote."""
    if status < 0:
        sentence = message or lib.hotloop_status_string(status)
        raise _EXCEPTIONS.get(status, ValueError)(_reworded(sentence.decode("utf-8", "replace")))


def _reworded(sentence: str) -> str:
    """With the names that arguments have here; a line of a matrix that is no distribution
    speaks for itself."""
    sentence = re.sub(r"^(type|p)\b", lambda name: _NAMES[name[0]], sentence)
    return re.sub(r"^a has (row|column) (\d+) with the sum ([^;,]+)", r"\1 \2 sums to \3", sentence)
