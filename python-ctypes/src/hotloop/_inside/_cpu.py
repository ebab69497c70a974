"""What the library makes of this machine."""

from typing import TYPE_CHECKING, Dict

from . import _abi
from ._lib import lib

if TYPE_CHECKING:
    from ._choices import Level

_LEVELS: "Dict[int, Level]" = {
    _abi.LEVEL_PORTABLE: "portable",
    _abi.LEVEL_NEON: "neon",
    _abi.LEVEL_AVX2: "avx2",
    _abi.LEVEL_AVX512: "avx512",
}


def cpu_level() -> "Level":
    """The best instructions of this CPU that are used: "portable", "neon", "avx2" or "avx512"."""
    return _LEVELS[lib.hotloop_cpu_level()]
