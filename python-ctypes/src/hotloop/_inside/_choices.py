"""Words to choose from, as types and as they are checked; truth values."""

from typing import TYPE_CHECKING, Any, Sequence

import numpy as np

from ._shown import shown

if TYPE_CHECKING:
    from typing import Literal

    Rounding = Literal["up_or_down", "up", "down", "even", "ceiling", "floor", "trunc"]
    Group = Literal["all", "horns_min", "horns_max"]
    Overflow = Literal["raise", "wrap"]
    Singular = Literal["raise", "nan"]
    Reason = Literal["possible", "mean outside scale", "mean (GRIM)", "sd (GRIMMER)",
                     "sd below smallest", "sd above largest", "no dataset"]
    Level = Literal["portable", "neon", "avx2", "avx512"]


def one_of(name: str, given: Any, words: Sequence[str]) -> str:
    """The word, when it is one of these."""
    if isinstance(given, str) and given in words:
        return str(given)
    *others, last = (f'"{word}"' for word in words)
    raise ValueError(f"{name} is {shown(given)}; choose {', '.join(others)} or {last}")


def truth(name: str, given: Any) -> bool:
    """True, False, and the numbers that equal them; None is False."""
    if given is None or isinstance(given, (bool, np.bool_)):
        return bool(given)
    if isinstance(given, int) and given in (0, 1):
        return bool(given)
    raise TypeError(f"{name} is {shown(given)}; write True or False")
