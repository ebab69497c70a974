"""A negative status becomes the exception that a Python user expects."""

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


def check(status: int, message: bytes = b"") -> None:
    """Raises for status < 0, with the sentence that the library wrote."""
    if status < 0:
        sentence = message or lib.hotloop_status_string(status)
        raise _EXCEPTIONS.get(status, ValueError)(sentence.decode("utf-8", "replace"))
