"""Threads share the rows, which are the same for any number of them."""

import numpy as np
import pytest

import hotloop
from hotloop._inside import _listing, _run

A = ("3.5", "1.2", 50, 0, 7)


@pytest.mark.parametrize("threads", [0, 1, 2, 3, -1, np.int8(2), 1000])
def test_threads_share_the_rows(threads):
    found = hotloop.Closure(*A)
    rows, counts = np.asarray(found), np.concatenate(list(found.histograms()))
    assert np.array_equal(hotloop.closure(*A, threads=threads), rows)
    for size in (10_000, 65_536):
        for dtype in (np.int32, np.int16, np.uint8):
            blocks = list(found.blocks(size, dtype, threads=threads))
            assert np.array_equal(np.concatenate(blocks), rows)
        assert np.array_equal(np.concatenate(list(found.histograms(size, threads=threads))), counts)
    (stretch,) = found.blocks(start=777, stop=40_000, threads=threads)
    assert np.array_equal(stretch, rows[777:40_000])


def test_the_library_is_told(monkeypatch):
    told = []

    def call(function, *arguments, **options):
        told.append(options["threads"])
        return _run.call(function, *arguments, **options)

    monkeypatch.setattr(_listing, "call", call)
    hotloop.closure(*A, threads=3)
    next(hotloop.Closure(*A).blocks(threads=-1))
    next(hotloop.Closure(*A).histograms(dtype=np.uint32, threads=2))
    assert told == [3, -1, 2]


LISTS = [
    lambda threads: hotloop.closure(*A, threads=threads),
    lambda threads: hotloop.closure("3.44", "2.47", 18, 1, 9, threads=threads),
    lambda threads: hotloop.Closure(*A).blocks(threads=threads),
    lambda threads: hotloop.Closure(*A).histograms(threads=threads),
]


@pytest.mark.parametrize("ask", LISTS)
@pytest.mark.parametrize("threads", [-2, -2**31, 2**31, 2**70])
def test_numbers_that_count_no_threads(ask, threads):
    with pytest.raises(ValueError, match=rf"threads \({threads}\) must"):
        ask(threads)


@pytest.mark.parametrize("ask", LISTS)
@pytest.mark.parametrize("threads", [None, True, 2.0, "2"])
def test_threads_are_whole_numbers(ask, threads):
    with pytest.raises(TypeError, match="threads is"):
        ask(threads)


def test_threads_are_named():
    found = hotloop.Closure(*A)
    for ask in (found.blocks, found.histograms):
        with pytest.raises(TypeError):
            ask(10, None, 0, None, 2)
