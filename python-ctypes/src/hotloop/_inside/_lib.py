"""Loads the compiled library that lies beside this file, or the one that HOTLOOP_LIBRARY names."""

import ctypes
import os
import sys
from pathlib import Path

from ._abi import ABI_VERSION, FUNCTIONS

_FILE = {"win32": "hotloop.dll", "darwin": "libhotloop.dylib"}.get(sys.platform, "libhotloop.so")


def _path() -> str:
    """HOTLOOP_LIBRARY, for trying another build, else the bundled library.

    A Python that ignores its own variables (-E, -I) ignores this one. A name without a
    folder would be looked for all over the system, and a relative one depend on the
    folder that the program was started in.
    """
    given = "" if sys.flags.ignore_environment else os.environ.get("HOTLOOP_LIBRARY", "")
    if given and not os.path.isabs(given):
        raise ImportError(f"HOTLOOP_LIBRARY ({given!r}) must be an absolute path, such as "
                          f"{os.path.abspath(given)}; unset it for the library of the package")
    return given or str(Path(__file__).with_name(_FILE))


def _open(path: str) -> ctypes.CDLL:
    try:
        return ctypes.CDLL(path)
    except OSError as error:
        raise ImportError(f"hotloop cannot load its compiled library: {error}; "
                          "install the package again with pip") from error


def _check_version(library: ctypes.CDLL, path: str) -> None:
    found = library.hotloop_abi_version()
    if found != ABI_VERSION:
        raise ImportError(f"{path} has hotloop ABI {found}, and this package needs ABI "
                          f"{ABI_VERSION}; install the package again with pip")


def _declare(library: ctypes.CDLL, path: str) -> None:
    for name, (result, arguments) in FUNCTIONS.items():
        function = getattr(library, name, None)
        if function is None:
            raise ImportError(f"{path} has no {name}; install the package again with pip")
        function.restype = result
        function.argtypes = arguments


def _load() -> ctypes.CDLL:
    path = _path()
    library = _open(path)
    _check_version(library, path)
    _declare(library, path)
    return library


lib = _load()
