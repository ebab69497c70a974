"""Results in the caller's arrays, and threads that share the cubics."""

import numpy as np
import pytest

from hotloop import cubic_real_roots, cubic_roots

RANDOM = np.random.default_rng(20260109)
ABCD = RANDOM.normal(size=(4, 60))
ABCD[0, ::9] = 0
ABCD[3, 5] = np.nan


def same(x, y):
    return np.array_equal(np.asarray(x), np.asarray(y), equal_nan=True)


LAYOUTS = {
    "contiguous": lambda dtype: np.zeros((60, 3), dtype),
    "root by root": lambda dtype: np.zeros((3, 60), dtype).T,
    "in a wider table": lambda dtype: np.zeros((60, 7), dtype)[:, 1:7:2],
    "every other row": lambda dtype: np.zeros((120, 3), dtype)[::2],
    "backwards": lambda dtype: np.zeros((60, 3), dtype)[::-1],
    "roots backwards": lambda dtype: np.zeros((60, 3), dtype)[:, ::-1],
    "members of structs": lambda dtype: np.zeros(60, [("before", dtype), ("roots", dtype, 3)])["roots"],
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_every_layout(layout, dtype):
    abcd = ABCD.astype(dtype)
    expected, number = cubic_real_roots(*abcd)
    out, count = LAYOUTS[layout](dtype), np.zeros(60, np.int8)
    rest = 0 if out.base is None else np.nansum(out.base["before"] if out.base.dtype.names else 0)
    roots, given = cubic_real_roots(*abcd, out=(out, count))
    assert roots is out and given is count and same(out, expected) and same(count, number)
    assert rest == 0
    wide = LAYOUTS[layout](np.result_type(dtype, np.complex64))
    assert cubic_roots(*abcd, out=wide) is wide and same(wide, cubic_roots(*abcd))


def test_one_of_two_results():
    expected, number = cubic_real_roots(*ABCD)
    out, count = np.zeros((60, 3)), np.zeros(60, np.int8)
    for given in (out, (out, None)):
        roots, new = cubic_real_roots(*ABCD, out=given)
        assert roots is out and new is not count and same(out, expected) and same(new, number)
    new, found = cubic_real_roots(*ABCD, out=(None, count))
    assert found is count and new is not out and same(new, expected)


def test_other_shapes():
    a = ABCD[1].reshape(5, 12)
    out, count, whole = np.zeros((5, 12, 3)), np.zeros((5, 12), np.int8), np.zeros((5, 12, 3), complex)
    cubic_real_roots(a, 1, 2, 3, out=(out, count))
    assert same(out, cubic_real_roots(a, 1, 2, 3)[0]) and same(count, cubic_real_roots(a, 1, 2, 3)[1])
    assert same(cubic_roots(a, 1, 2, 3, out=whole), cubic_roots(a, 1, 2, 3))
    for empty in (np.zeros((0, 3)), np.zeros((3, 0, 3))):
        a = np.zeros(empty.shape[:-1])
        assert cubic_real_roots(a, 1, 2, 3, out=empty)[0] is empty
        cubic_roots(a, 1, 2, 3, out=empty.astype(complex))


def test_one_cubic():
    out, count = np.zeros(3), np.zeros((), np.int8)
    roots, number = cubic_real_roots(1, -6, 11, -6, out=out)
    assert roots is out and out.tolist() == [1, 2, 3] and type(number) is int
    assert cubic_real_roots(1.0, -1.0, 1.0, -1.0, out=(out, count))[1] is count and count == 1
    whole = np.zeros(3, complex)
    assert cubic_roots(1.0, -1.0, 1.0, -1.0, out=whole) is whole and whole.tolist() == [1, 1j, -1j]


def test_options_are_heeded():
    out = np.zeros(3)
    assert cubic_real_roots(1, -4, 5, -2, distinct=True, out=out)[1] == 2 and out[:2].tolist() == [1, 2]
    assert cubic_real_roots(1, 0, 1, 0, imag_tolerance=1, out=out)[1] == 3


class Subclass(np.ndarray):
    pass


def test_a_subclass_is_an_array():
    out = np.zeros((60, 3)).view(Subclass)
    assert cubic_real_roots(*ABCD, out=out)[0] is out and same(out, cubic_real_roots(*ABCD)[0])


@pytest.mark.parametrize("out, error, text", [
    ([0.0] * 180, TypeError, "out is a list"),
    (np.zeros((60, 3), np.float32), TypeError, "out has dtype float32; the results are float64"),
    (np.zeros((60, 3), ">f8"), TypeError, "out has dtype >f8"),
    (np.zeros((60, 3), complex), TypeError, "out has dtype complex128"),
    (np.zeros((59, 3)), ValueError, r"out has shape \(59, 3\); the results have shape \(60, 3\)"),
    (np.zeros((3, 60)), ValueError, "out has shape"),
    (np.broadcast_to(np.zeros(3), (60, 3)), ValueError, "out is read-only"),
    ((np.zeros((60, 3)),), ValueError, "out is a tuple of 1; there are 2 results"),
    ((None, np.zeros(60)), TypeError, r"out\[1\] has dtype float64; the results are int8"),
    ((None, np.zeros(61, np.int8)), ValueError, r"out\[1\] has shape"),
    ((None, np.zeros(120, np.int8)[::2]), ValueError, r"out\[1\] must be contiguous"),
    (np.lib.stride_tricks.as_strided(np.zeros(200), (60, 3), (16, 8)), ValueError, "item_stride"),
    (np.zeros(60, [("x", np.int32), ("roots", np.float64, 3)])["roots"], ValueError, "no multiples of 8"),
    (np.zeros(1441, np.uint8)[1:].view(np.float64).reshape(60, 3), ValueError, "aligned"),
])
def test_arrays_that_will_not_do(out, error, text):
    before = [array.copy() for array in (out if isinstance(out, tuple) else (out,)) if array is not None]
    with pytest.raises(error, match=text):
        cubic_real_roots(*ABCD, out=out)
    after = [array for array in (out if isinstance(out, tuple) else (out,)) if array is not None]
    assert all(np.array_equal(x, y) for x, y in zip(before, after))


def test_complex_roots_take_one_complex_array():
    for out, error in ((np.zeros((60, 3)), TypeError), (np.zeros((60, 3), np.complex64), TypeError),
                       ((np.zeros((60, 3), complex),), TypeError), (np.zeros((3, 60), complex), ValueError)):
        with pytest.raises(error, match="^out "):
            cubic_roots(*ABCD, out=out)


def test_axes_that_no_stride_reaches():
    a = ABCD[1].reshape(5, 12)
    for dtype, function in ((float, cubic_real_roots), (complex, cubic_roots)):
        out = np.zeros((12, 5, 3), dtype).transpose(1, 0, 2)
        with pytest.raises(ValueError, match="out has strides"):
            function(a, 1, 2, 3, out=out)
        assert not out.any()


def test_results_over_coefficients_are_refused():
    table = np.ones((60, 7))
    a, b, c, d = table[:, :4].T
    expected = cubic_real_roots(a, b, c, d)[0]
    cubic_real_roots(a, b, c, d, out=table[:, 4:])  # beside them
    assert same(table[:, 4:], expected)
    for out in (table[:, 3:6], table[:, :3], table[:, 1:7:2]):
        with pytest.raises(ValueError, match="roots"):
            cubic_real_roots(a, b, c, d, out=out)
    x = np.zeros((60, 3), complex)
    with pytest.raises(ValueError, match="roots"):
        cubic_roots(x.real[:, 1], 1, 2, 3, out=x)
    count = np.zeros(60 * 8, np.int8)
    with pytest.raises(ValueError, match="count|a "):
        cubic_real_roots(count.view(np.float64), 1, 2, 3, out=(None, count[:60]))


@pytest.mark.parametrize("threads", [0, 2, 3, -1, np.int64(2), 1000])
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_threads_change_nothing(threads, dtype):
    abcd = RANDOM.normal(size=(4, 20_000)).astype(dtype)
    abcd[0, ::50] = 0
    roots, count = cubic_real_roots(*abcd)
    shared, number = cubic_real_roots(*abcd, threads=threads)
    assert same(roots, shared) and same(count, number)
    assert same(cubic_roots(*abcd), cubic_roots(*abcd, threads=threads))
    out = np.zeros((3, 20_000), dtype).T
    assert same(cubic_real_roots(*abcd, out=out, threads=threads)[0], roots)


@pytest.mark.parametrize("function", [cubic_roots, cubic_real_roots])
@pytest.mark.parametrize("a", [1.0, np.ones(5)])
def test_numbers_that_count_no_threads(function, a):
    for wrong in (-2, 2**31):
        with pytest.raises(ValueError, match=rf"threads \({wrong}\) must"):
            function(a, 1.0, 1.0, 1.0, threads=wrong)
    for wrong in (None, True, 2.0, "2"):
        with pytest.raises(TypeError, match="threads is"):
            function(a, 1.0, 1.0, 1.0, threads=wrong)
    assert same(function(1.0, 1.0, 1.0, 1.0, threads=2)[0], function(1.0, 1.0, 1.0, 1.0)[0])


def test_options_are_named():
    for function in (cubic_roots, cubic_real_roots):
        with pytest.raises(TypeError):
            function(1, 2, 3, 4, False)


def test_nothing_is_copied(monkeypatch):
    from hotloop._inside import _cubic_batch

    seen = []
    monkeypatch.setattr(_cubic_batch, "call", lambda function, batch, **how: seen.append((batch, how)))
    table, out = np.ones((60, 4)), np.zeros((60, 3))
    for columns, stride in ((table.T, 4), (ABCD, 1)):
        cubic_real_roots(*columns[:3], 2.0, out=out, threads=3)
        batch, how = seen.pop()
        assert [batch.a, batch.b, batch.c] == [column.ctypes.data for column in columns[:3]]
        assert [batch.a_stride, batch.b_stride, batch.c_stride, batch.d_stride] == [stride] * 3 + [0]
        assert batch.roots == out.ctypes.data and (batch.item_stride, batch.root_stride) == (3, 1)
        assert how["threads"] == 3
