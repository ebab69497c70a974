"""Powers in the caller's arrays, by several threads; what else the library is told."""

import numpy as np
import pytest

from hotloop import matrix_power, matrix_power_apply
from hotloop._inside import _abi, _stack

RANDOM = np.random.default_rng(20261120)
INTEGERS = RANDOM.integers(-2, 3, (4, 5, 5))

PLACES = {
    "contiguous": lambda shape, dtype: np.zeros(shape, dtype),
    "in a wider table": lambda shape, dtype: np.zeros((*shape[:-1], shape[-1] + 3), dtype)[..., 1:-2],
    "every other row": lambda shape, dtype: np.zeros((*shape[:-2], 2 * shape[-2], shape[-1]), dtype)[..., ::2, :],
    "columns first": lambda shape, dtype: np.zeros(shape[::-1], dtype).T,
    "backwards": lambda shape, dtype: np.zeros(shape, dtype)[..., ::-1],
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.complex128, np.int8, np.int64, np.uint32, np.float16])
@pytest.mark.parametrize("shape", [(5, 5), (4, 5, 5), (2, 2, 5, 5)])
def test_results_go_to_out(place, dtype, shape):
    a = (INTEGERS > 0).reshape(-1)[:np.prod(shape)].reshape(shape).astype(dtype)
    for n in (0, 1, 2, 3):
        out = PLACES[place](shape, dtype)
        assert matrix_power(a, n, out=out) is out
        assert np.array_equal(out, np.linalg.matrix_power(a, n))
    v = a.reshape(-1)[:10].reshape(5, 2)
    for vector in (v, v[:, 0]):
        out = PLACES[place]((*shape[:-1], *vector.shape[1:]) if vector.ndim > 1 else (1, *shape[:-1]), dtype)
        out = out if vector.ndim > 1 else out[0]
        assert matrix_power_apply(a, 3, vector, out=out) is out
        assert np.array_equal(out, np.linalg.matrix_power(a, 3) @ vector)


@pytest.mark.parametrize("place", PLACES)
def test_residues_and_inverses_go_to_out(place):
    a = np.array([[2, 1], [1, 1]])
    for dtype in (np.int64, np.uint64, np.int8):
        out = PLACES[place]((2, 2), dtype)
        assert matrix_power(a.astype(dtype), 10, mod=97, out=out) is out
        assert np.array_equal(out, np.linalg.matrix_power(a, 10) % 97)
    out = PLACES[place]((2, 2), np.float64)
    assert matrix_power(a, -1, out=out) is out and np.allclose(out, [[1, -1], [-1, 2]])


@pytest.mark.parametrize("n", [-1, 0, 1, 2, 7, 2**63 + 1])
@pytest.mark.parametrize("shape", [(2, 2), (3, 2, 2)])
def test_a_may_be_replaced(n, shape):
    a = np.broadcast_to([[0.0, -1.0], [1.0, 0.0]], shape).copy()
    expected = matrix_power(a, n)
    assert matrix_power(a, n, out=a) is a
    assert np.array_equal(a, expected)


def test_v_may_be_replaced():
    a = INTEGERS[0]
    for v in (np.arange(5), np.arange(10).reshape(5, 2)):
        expected = matrix_power_apply(a, 5, v)
        assert matrix_power_apply(a, 5, v, out=v) is v
        assert np.array_equal(v, expected)


def test_out_may_overlap_what_is_read():
    memory = np.zeros((7, 5), np.int64)
    for start in range(3):
        memory[start:start + 5] = INTEGERS[0]
        matrix_power(memory[start:start + 5], 3, out=memory[1:6])
        assert np.array_equal(memory[1:6], np.linalg.matrix_power(INTEGERS[0], 3))
    a = INTEGERS[1].copy()
    matrix_power(a, 3, out=a.T)
    assert np.array_equal(a.T, np.linalg.matrix_power(INTEGERS[1], 3))
    a = INTEGERS[1].copy()
    matrix_power_apply(a, 3, INTEGERS[2], out=a)
    assert np.array_equal(a, np.linalg.matrix_power(INTEGERS[1], 3) @ INTEGERS[2])


@pytest.mark.parametrize("shape", [(0, 0), (3, 0, 0), (0, 2, 2)])
def test_empty_out(shape):
    out = np.empty(shape)
    assert matrix_power(np.empty(shape), 3, out=out) is out


WRONG = [
    (np.zeros((2, 2), np.float32), TypeError, "dtype float32"), (np.zeros((2, 2), ">f8"), TypeError, "dtype"),
    (np.zeros((2, 3)), ValueError, "shape"), (np.zeros((1, 2, 2)), ValueError, "shape"),
    ([[0.0, 0.0], [0.0, 0.0]], TypeError, "list"), (np.broadcast_to(0.0, (2, 2)), ValueError, "read-only"),
]


@pytest.mark.parametrize("out, error, text", WRONG)
def test_wrong_outs(out, error, text):
    for call in (lambda: matrix_power(np.eye(2), 2, out=out),
                 lambda: matrix_power_apply(np.eye(2), 2, np.eye(2), out=out)):
        with pytest.raises(error, match=text):
            call()


@pytest.mark.parametrize("threads", [0, 1, 2, 3, -1, np.int8(2)])
def test_threads_change_no_result(threads):
    for a in (RANDOM.normal(size=(150, 150)) / 12, RANDOM.normal(size=(500, 3, 3))):
        assert np.array_equal(matrix_power(a, 7, threads=threads), matrix_power(a, 7))
        v = RANDOM.normal(size=a.shape[-1])
        assert np.array_equal(matrix_power_apply(a, 7, v, threads=threads), matrix_power_apply(a, 7, v))


@pytest.mark.parametrize("threads, error", [(-2, ValueError), (2**31, ValueError), (2.0, TypeError), (True, TypeError)])
def test_what_counts_no_threads(threads, error):
    for call in (lambda: matrix_power(np.eye(2), 2, threads=threads),
                 lambda: matrix_power_apply(np.eye(2), 2, [1, 1], threads=threads)):
        with pytest.raises(error, match="threads"):
            call()


FLAGS = [
    ({}, 0), ({"symmetric": None}, 0), ({"symmetric": False}, 0), ({"symmetric": True}, _abi.POWER_SYMMETRIC),
    ({"stochastic": True}, _abi.POWER_STOCHASTIC), ({"triangular": True}, _abi.POWER_TRIANGULAR),
    ({"column_stochastic": True}, _abi.POWER_COLUMN_STOCHASTIC), ({"hermitian": True}, _abi.POWER_SYMMETRIC),
    ({"hermitian": False}, 0),
]


@pytest.mark.parametrize("options, flags", FLAGS)
def test_the_library_is_told(options, flags, monkeypatch):
    told = []
    monkeypatch.setattr(_stack, "call", lambda *arguments, **how: told.append((arguments[1].flags, how)))
    matrix_power(np.eye(2), 3, threads=2, **options)
    matrix_power_apply(np.eye(2), 3, np.ones(2), threads=2, **options)
    assert told == 2 * [(flags, {"threads": 2, "long": False})]


@pytest.mark.parametrize("dtype", [object, np.float16, np.longdouble, np.bool_])
def test_numpy_knows_no_structure(dtype):
    a = np.eye(2).astype(dtype)
    assert np.array_equal(matrix_power(a, 2, symmetric=True), a)
    assert np.array_equal(matrix_power(a, 2, hermitian=True), a)
    for option in ("stochastic", "column_stochastic", "triangular"):
        with pytest.raises(TypeError, match=f"^{option}=True needs .* use a.astype"):
            matrix_power(a, 2, **{option: True})
