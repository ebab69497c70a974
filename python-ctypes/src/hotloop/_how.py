"""What is asked of a power beside the matrix and the exponent."""

import operator
from typing import Any, NamedTuple, Optional

import numpy as np

from . import _abi
from ._given import refuse_masked
from ._numbers import thread_count


class How(NamedTuple):
    """Flags of hotloop_matrix_power_call, the modulus or 0, and how many threads; whether singular
    matrices become NaN, and whether inverses of integers are integers."""

    flags: int = 0
    modulus: int = 0
    threads: int = 1
    nan: bool = False
    exact: bool = False

    def refuse_nan(self) -> None:
        """For inverses that are integers."""
        if self.nan:
            raise ValueError('singular="nan" needs a result of floats, and these are integers; '
                             'use singular="raise"')

    def without_wrapping(self) -> "How":
        return self._replace(flags=self.flags & ~_abi.POWER_WRAP) if self.flags & _abi.POWER_WRAP else self

    def flags_for(self, dtype: np.dtype) -> int:
        """A Hermitian matrix without imaginary parts is symmetric."""
        told = self.flags & (_abi.POWER_HERMITIAN | _abi.POWER_SYMMETRIC)
        if told == _abi.POWER_HERMITIAN and dtype.kind != "c":
            return self.flags ^ told ^ _abi.POWER_SYMMETRIC
        return self.flags


def how_to(mod: Any, overflow: Any, symmetric: Optional[bool], stochastic: bool, triangular: bool,
           threads: Any, singular: Any = "raise", exact: bool = False, *,
           column_stochastic: bool = False, hermitian: Optional[bool] = None) -> How:
    flags = (bool(symmetric) * _abi.POWER_SYMMETRIC | bool(hermitian) * _abi.POWER_HERMITIAN
             | bool(stochastic) * _abi.POWER_STOCHASTIC | bool(column_stochastic) * _abi.POWER_COLUMN_STOCHASTIC
             | bool(triangular) * _abi.POWER_TRIANGULAR | wraps(overflow) * _abi.POWER_WRAP)
    nan = one_of("singular", singular, "raise", "nan")
    return How(flags, 0 if mod is None else modulus(mod), thread_count(threads), nan, bool(exact))


def modulus(mod: Any) -> int:
    refuse_masked("mod", mod)
    try:
        mod = operator.index(mod)
    except TypeError:
        raise TypeError("mod must be an integer") from None
    if not 1 <= mod < 2**64:
        raise ValueError(f"mod ({mod}) must be at least 1 and less than 2**64")
    return mod


def wraps(overflow: Any) -> bool:
    return one_of("overflow", overflow, "raise", "wrap")


def one_of(name: str, given: Any, usual: str, other: str) -> bool:
    """Whether the other of two words is given."""
    if given not in (usual, other):
        raise ValueError(f'{name} is {given!r}; choose "{usual}" or "{other}"')
    return given == other
