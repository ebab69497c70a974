"""What is asked of a power beside the matrix and the exponent."""

import operator
from typing import Any, NamedTuple, Optional

import numpy as np

from . import _abi
from ._choices import one_of, truth
from ._given import refuse_masked
from ._numbers import thread_count
from ._shown import shown


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


_FLAGS = {"symmetric": _abi.POWER_SYMMETRIC, "hermitian": _abi.POWER_HERMITIAN,
          "stochastic": _abi.POWER_STOCHASTIC, "column_stochastic": _abi.POWER_COLUMN_STOCHASTIC,
          "triangular": _abi.POWER_TRIANGULAR}


def how_to(mod: Any, overflow: Any, symmetric: Optional[bool], stochastic: bool, triangular: bool,
           threads: Any, singular: Any = "raise", exact: bool = False, *,
           column_stochastic: bool = False, hermitian: Optional[bool] = None) -> How:
    forms = {"symmetric": symmetric, "hermitian": hermitian, "stochastic": stochastic,
             "column_stochastic": column_stochastic, "triangular": triangular}
    told = [name for name, given in forms.items() if truth(name, given)]
    if len(told) > 1:
        raise ValueError(f"{' and '.join(told)} are both True; choose the one that a is"
                         if len(told) == 2 else f"{', '.join(told)} are all True; choose the one that a is")
    if mod is not None and told[:1] in (["stochastic"], ["column_stochastic"]):
        raise ValueError(f"{told[0]}=True and mod do not go together: probabilities are floats, residues "
                         "integers; leave one out")
    flags = sum(_FLAGS[name] for name in told)
    if one_of("overflow", overflow, ("raise", "wrap")) == "wrap":
        flags |= _abi.POWER_WRAP
    nan = one_of("singular", singular, ("raise", "nan")) == "nan"
    return How(flags, 0 if mod is None else modulus(mod), thread_count(threads), nan, truth("exact", exact))


def modulus(mod: Any) -> int:
    refuse_masked("mod", mod)
    try:
        mod = operator.index(mod)
    except TypeError:
        raise TypeError(f"mod must be an integer, and is {shown(mod)}; write one such as 7") from None
    if not 1 <= mod < 2**64:
        raise ValueError(f"mod ({mod}) must be at least 1 and less than 2**64")
    return mod

