"""Runs one library call, so that Ctrl-C stops a long one.

Python delivers Ctrl-C between bytecodes of the main thread, so a call that
blocks that thread cannot be stopped. A long call therefore runs on a helper
thread, and the main thread waits where it can be interrupted.
"""

import threading
from ctypes import addressof, c_int32, sizeof
from typing import Any, Callable, Tuple

from ._abi import Control
from ._errors import check

_SLICE = 0.05  # seconds; on Windows Ctrl-C arrives only when a wait ends


def call(function: Callable[..., int], *arguments: Any, long: bool = False, accept: int = 0,
         threads: int = 1) -> int:
    """function(*arguments, control), checked; long: it may take more than about 5 ms.

    Returns the status, which is no error or the one to accept. The arguments
    must hold the memory that they point to: after a second Ctrl-C the library
    may still be writing while the caller is gone.
    """
    status, message = unchecked(function, *arguments, long=long, threads=threads)
    if status != accept:
        check(status, message)
    return status


def unchecked(function: Callable[..., int], *arguments: Any, long: bool = False,
              threads: int = 1) -> Tuple[int, bytes]:
    """`call`, whose status and sentence the caller judges."""
    control = Control(struct_size=sizeof(Control), threads=threads)
    if long and threading.current_thread() is threading.main_thread():
        status = _interruptible(function, arguments, control)
    else:
        status = function(*arguments, control)
    return status, control.message


def _interruptible(function: Callable[..., int], arguments: tuple, control: Control) -> int:
    cancel = c_int32(0)
    control.cancel = addressof(cancel)
    ends, done = [], threading.Event()

    def work(_keep=cancel):
        try:
            ends.append((function(*arguments, control), None))
        except BaseException as error:  # ctypes refuses an argument
            ends.append((None, error))
        finally:
            done.set()

    worker = threading.Thread(target=work, name="hotloop")
    try:
        _start(worker)
        # not worker.join(): interrupted, it takes a running thread for a finished one
        while not done.wait(_SLICE):
            pass
    except BaseException:  # KeyboardInterrupt, or what another signal handler raises
        cancel.value = 1
        if worker.ident is not None:
            done.wait()
        raise
    status, error = ends[0]
    if error is not None:
        raise error
    return status


def _start(worker: threading.Thread) -> None:
    try:
        worker.start()
    except RuntimeError:  # no thread to be had: the call runs here instead
        worker.run()
