"""Ctrl-C stops a long call, and only from the main thread is there one to be had."""

import _thread
import signal
import subprocess
import sys
import threading
import time
from ctypes import c_int32

import pytest

import hotloop
from hotloop._inside import _abi, _run

# A shell that starts a program in the background lets it ignore Ctrl-C; here it is listened to.
LISTEN = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
"""

ENUMERATION = LISTEN + """
import hotloop
found = hotloop.Closure("5.0", "2.5", 200, 0, 10)
print("started", flush=True)
for block in found.blocks(10**6):
    pass
"""

SHARED = ENUMERATION.replace("10**6", "10**6, threads=2")

COUNT = LISTEN + """
import hotloop
found = hotloop.Closure("100.0", "57.1", 25, 0, 200)
print("started", flush=True)
found.count
"""

ONE_CALL = LISTEN + """
import numpy as np, hotloop
a = np.ones((3000, 3000)) / 3000
print("started", flush=True)
hotloop.matrix_power(a, 2**60 - 1)
"""


@pytest.fixture(autouse=True)
def listening():
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to one child")
@pytest.mark.parametrize("code", [ENUMERATION, SHARED, COUNT, ONE_CALL],
                         ids=["enumeration", "shared", "count", "one call"])
def test_ctrl_c_in_a_long_call(code):
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          text=True) as child:
        try:
            assert child.stdout.readline() == "started\n"
            time.sleep(0.5)
            child.send_signal(signal.SIGINT)
            _, errors = child.communicate(timeout=60)
        finally:
            child.kill()
    assert errors.rstrip().endswith("KeyboardInterrupt")
    assert child.returncode in (-signal.SIGINT, 1)


def until_cancelled(control, seconds=20):
    """Stands for a long library call."""
    cancel = c_int32.from_address(control.cancel)
    end = time.monotonic() + seconds
    while not cancel.value and time.monotonic() < end:
        time.sleep(0.001)
    return _abi.CANCELLED if cancel.value else _abi.OK


def test_the_call_is_cancelled_before_the_interrupt_goes_on():
    ends = []

    def function(control):
        ends.append(until_cancelled(control))
        return ends[0]

    threading.Timer(0.1, _thread.interrupt_main).start()
    with pytest.raises(KeyboardInterrupt):
        _run.call(function, long=True)
    assert ends == [_abi.CANCELLED]


def test_another_handlers_exception_cancels_too():
    class Alarm(Exception):
        pass

    def ring(*_):
        raise Alarm

    before = signal.signal(signal.SIGINT, ring)
    try:
        threading.Timer(0.1, _thread.interrupt_main).start()
        with pytest.raises(Alarm):
            _run.call(until_cancelled, long=True)
    finally:
        signal.signal(signal.SIGINT, before)


def called_on(long):
    threads = []

    def function(control):
        threads.append(threading.current_thread())
        return _abi.OK

    _run.call(function, long=long)
    return threads[0]


def test_which_thread_runs_a_call():
    assert called_on(long=False) is threading.main_thread()
    assert called_on(long=True) is not threading.main_thread()


def test_short_calls_start_no_thread(monkeypatch):
    def start(self):
        pytest.fail("a helper thread costs more than the call")

    monkeypatch.setattr(threading.Thread, "start", start)
    found = hotloop.Closure("3.5", "1.2", 50, 0, 7, sd_error="0.005")
    assert found.count == len(hotloop.Closure("3.5", "1.2", 50, 0, 7, sd_error="0.005")[:]) == 7_980
    assert found.reason == "possible" and len(found.sample(500)) == 500
    for summary in (found.cells, found.frequencies, found.frequency_dist, found.ranges, found.horns):
        summary()


def test_elsewhere_a_call_runs_where_it_is_made():
    seen = []
    other = threading.Thread(target=lambda: seen.append(called_on(long=True)))
    other.start()
    other.join()
    assert seen == [other]


def test_without_a_thread_the_call_runs_here(monkeypatch):
    def none_left(self):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", none_left)
    assert called_on(long=True) is threading.main_thread()


@pytest.mark.parametrize("status, exception", [
    (_abi.OUT_OF_MEMORY, MemoryError),
    (_abi.CANCELLED, KeyboardInterrupt),
    (_abi.OVERFLOW, OverflowError),
    (_abi.INTERNAL, RuntimeError),
    (_abi.SIZE, ValueError),
    (_abi.BAD_PLAN, ValueError),
])
def test_a_status_becomes_an_exception_with_the_librarys_sentence(status, exception):
    def function(control):
        control.message = b"n (1) must be 2 or more"
        return status

    with pytest.raises(exception, match=r"^n \(1\) must be 2 or more$"):
        _run.call(function)
    with pytest.raises(exception, match="."):  # without a sentence: the status in words
        _run.call(lambda control: status)


def test_success_is_silent():
    assert _run.call(lambda control: _abi.MORE) == _abi.MORE


def test_one_status_may_be_an_answer():
    assert _run.call(lambda control: _abi.OVERFLOW, accept=_abi.OVERFLOW) == _abi.OVERFLOW
    with pytest.raises(ValueError):
        _run.call(lambda control: _abi.SIZE, accept=_abi.OVERFLOW)


@pytest.mark.parametrize("long", [False, True])
def test_what_python_itself_refuses_comes_through(long):
    def function(control):
        raise TypeError("argument 2: wrong type")

    with pytest.raises(TypeError, match="argument 2"):
        _run.call(function, long=long)
