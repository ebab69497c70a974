"""Tables: measured, counted and built when they are needed, and once."""

import numpy as np
import pytest

import hotloop
from hotloop._inside import _abi, _lib, _tables

A = ("3.5", "1.2", 50, 0, 7)
HUGE = ("5.0", "2.5", 200, 0, 10)


def test_looking_lists_nothing():
    found = hotloop.Closure(*HUGE)
    assert found.count > 10**11
    assert found.reason == "possible" and found.sd_range[0] < 2.5 < found.sd_range[1]
    assert abs(2**found.log2_count / found.count - 1) < 1e-8
    assert repr(found) and found.possible
    assert found._tables._plan is None


def called(monkeypatch):
    """The names of the calls to come; Python finds a library's functions anew for each."""
    names = []

    class Library:
        def __getattr__(self, name):
            names.append(name.replace("hotloop_closure_", ""))
            return getattr(_lib.lib, name)

    monkeypatch.setattr(_tables, "lib", Library())
    return names


def test_counting_takes_no_plan(monkeypatch):
    names = called(monkeypatch)
    found = hotloop.Closure(*HUGE)
    assert found.count and found.possible and found.log2_count and found.verdict().possible
    assert repr(found)
    assert names == ["sizes", "count"]
    plan_size, work_size = found._tables.sizes()
    assert work_size < plan_size


def test_a_plan_tells_the_count(monkeypatch):
    counted = hotloop.Closure(*A).count
    names = called(monkeypatch)
    found = hotloop.Closure(*A)
    assert len(np.asarray(found)) == counted == found.count == 51_529
    assert found.reason == "possible" and 2**found.log2_count == pytest.approx(counted)
    assert names == ["sizes", "plan_build", "plan_info"]


def test_a_large_plan_waits_until_the_list_is_not_refused(monkeypatch):
    monkeypatch.setattr(_tables, "_SMALL_TABLE", 1000)
    names = called(monkeypatch)
    with pytest.raises(ValueError, match="24.5 GB"):
        hotloop.closure("5.0", "2.5", 50, 0, 10)
    assert names == ["sizes", "count"]
    assert len(hotloop.closure(*A)) == 51_529
    assert names[2:] == ["sizes", "count", "plan_build", "plan_info"]


def test_a_count_of_more_than_two_words(monkeypatch):
    class Library:
        hotloop_closure_sizes = _lib.lib.hotloop_closure_sizes

        @staticmethod
        def hotloop_closure_count(problem, work, work_size, count, log2, control):
            log2._obj.value = 130.25
            return _abi.OVERFLOW

        @staticmethod
        def hotloop_closure_plan_build(problem, plan, plan_size, control):
            return _abi.OVERFLOW

    found = hotloop.Closure(*A)
    monkeypatch.setattr(_tables, "lib", Library)
    assert found.possible
    assert found.log2_count == 130.25
    assert repr(found).endswith(": about 2**130.2 datasets>")
    for ask in (lambda: found.count, lambda: len(found), found.blocks, lambda: np.asarray(found)):
        with pytest.raises(OverflowError, match=r"about 2\*\*130.2 datasets"):
            ask()
