"""What a power does to a vector: the power times the vector, without the power."""

from itertools import product

import numpy as np
import pytest

import hotloop
from hotloop import matrix_power, matrix_power_apply

RANDOM = np.random.default_rng(20260108)
INTEGERS = [np.int8, np.int16, np.int32, np.int64, np.uint8, np.uint16, np.uint32, np.uint64]
FLOATING = [np.float32, np.float64, np.complex64, np.complex128]
P = 10**9 + 7


def exact(a, n, v, modulus=None):
    """n products with the matrix, on Python's own integers."""
    a, v = np.asarray(a).astype(object), np.asarray(v).astype(object)
    for _ in range(n):
        v = a.dot(v) if modulus is None else a.dot(v) % modulus
    return v if modulus is None else v % modulus


@pytest.mark.parametrize("columns", [(), (1,), (3,), (0,)])
@pytest.mark.parametrize("n", [0, 1, 2, 5, 13])
@pytest.mark.parametrize("dtype", INTEGERS)
def test_integers_are_exact(dtype, n, columns):
    a = np.array([[0, 1, 0], [0, 0, 1], [1, 1, 0]], dtype)
    v = RANDOM.integers(0, 3, (3, *columns)).astype(dtype)
    result = matrix_power_apply(a, n, v)
    assert result.dtype == dtype and result.shape == (3, *columns)
    assert np.array_equal(result, exact(a, n, v))


@pytest.mark.parametrize("columns", [(), (4,)])
@pytest.mark.parametrize("n", [0, 1, 2, 7, -1, -3])
@pytest.mark.parametrize("dtype", FLOATING)
def test_floating_equals_the_power_times_the_vector(dtype, n, columns):
    a = (RANDOM.uniform(-1, 1, (6, 6)) + 3 * np.eye(6)).astype(dtype)
    v = RANDOM.uniform(-1, 1, (6, *columns)).astype(dtype)
    expected = np.linalg.matrix_power(a.astype(complex), n) @ v
    result = matrix_power_apply(a, n, v)
    assert result.dtype == dtype and result.shape == v.shape
    assert np.allclose(result, expected, rtol=0, atol=1e3 * np.finfo(dtype).eps * np.abs(expected).max())


@pytest.mark.parametrize("shape", [(1,), (7,), (2, 5), (0,)])
@pytest.mark.parametrize("columns", [(), (2,)])
@pytest.mark.parametrize("dtype", [np.float64, np.int64, np.int16])
def test_stacks_take_one_v(shape, columns, dtype):
    a = RANDOM.integers(-2, 3, (*shape, 4, 4)).astype(dtype)
    v = RANDOM.integers(-2, 3, (4, *columns)).astype(dtype)
    result = matrix_power_apply(a, 5, v)
    assert result.shape == (*shape, 4, *columns)
    assert np.array_equal(result, np.linalg.matrix_power(a, 5) @ v)


def test_views_are_read_as_they_are():
    a, v = RANDOM.integers(-2, 3, (4, 6, 6)), RANDOM.integers(-2, 3, (12, 8))
    matrices = (a[0], a[::2], a[0].T, a[:, ::-1], np.broadcast_to(a[0], (3, 6, 6)))
    vectors = (v[:6], v[::2], v[:6, 0], v[::-2, ::3], v[:6].copy("F"),
               np.broadcast_to(v[0, :6, None], (6, 3)))
    for matrix, vector in product(matrices, vectors):
        before = matrix.copy(), vector.copy()
        expected = np.linalg.matrix_power(before[0], 3) @ before[1]
        assert np.array_equal(matrix_power_apply(matrix, 3, vector), expected)
        assert np.array_equal(matrix, before[0]) and np.array_equal(vector, before[1])


def test_the_result_is_new():
    v = np.ones(3)
    result = matrix_power_apply(np.eye(3), 0, v)
    assert np.array_equal(result, v) and not np.shares_memory(result, v) and result.flags.writeable


def test_lists_and_mixed_types():
    assert matrix_power_apply([[1, 1], [1, 0]], 10, [1, 0]).tolist() == [89, 55]
    assert matrix_power_apply([[1, 1], [1, 0]], 3, [0.5, 0]).dtype == np.float64
    assert matrix_power_apply(np.eye(2, dtype=np.float32), 3, np.ones(2, np.float32)).dtype == np.float32
    assert matrix_power_apply(np.eye(2, dtype=np.int8), 3, np.ones(2, np.int32)).dtype == np.int32
    assert matrix_power_apply(np.eye(2), 3, [1j, 2]).dtype == np.complex128
    with pytest.raises(TypeError, match="int64 and uint64 have no integer dtype in common"):
        matrix_power_apply([[1]], 2, np.ones(1, np.uint64))


@pytest.mark.parametrize("dtype", [np.float16, np.longdouble, np.clongdouble, object])
def test_other_dtypes_are_numpys(dtype):
    a, v = np.array([[2, 0], [1, 1]]).astype(dtype), np.array([1, 2]).astype(dtype)
    result = matrix_power_apply(a, 4, v)
    assert result.dtype == dtype and result.tolist() == [16, 17]


def test_python_integers_of_any_size_stay_exact():
    assert matrix_power_apply([[2**70, 1], [0, 1]], 2, [1, 0]).tolist() == [2**140, 0]


def test_overflow():
    fibonacci = [[1, 1], [1, 0]]
    assert matrix_power_apply(fibonacci, 91, [1, 0])[0] == 7540113804746346429
    with pytest.raises(OverflowError, match="does not fit int64"):
        matrix_power_apply(fibonacci, 92, [1, 0])
    wrapped = matrix_power_apply(fibonacci, 92, [1, 0], overflow="wrap")
    assert wrapped[0] == 12200160415121876738 - 2**64
    assert np.array_equal(wrapped, matrix_power(fibonacci, 92, overflow="wrap") @ [1, 0])
    with pytest.raises(OverflowError, match="int8"):
        matrix_power_apply(np.array(fibonacci, np.int8), 12, np.array([1, 0], np.int8))
    small = matrix_power_apply(np.array(fibonacci, np.int8), 12, np.array([1, 0], np.int8), overflow="wrap")
    assert small.dtype == np.int8 and small.tolist() == [233 - 256, 144 - 256]
    with pytest.raises(ValueError, match='choose "raise" or "wrap"'):
        matrix_power_apply(fibonacci, 2, [1, 0], overflow="clip")


def test_integers_to_a_negative_power_are_float64():
    result = matrix_power_apply([[2, 1], [1, 1]], -2, [1, 1])
    assert result.dtype == np.float64 and np.allclose(result, [-1, 2])


@pytest.mark.parametrize("mod", [1, 7, P, 2**63 - 25, 2**64 - 59])
@pytest.mark.parametrize("n", [0, 1, 2, 13])
@pytest.mark.parametrize("dtype", [np.uint64, np.int64, np.int8])
def test_residues(dtype, n, mod):
    limits = np.iinfo(dtype)
    a, v = (RANDOM.integers(limits.min, limits.max, shape, endpoint=True, dtype=dtype)
            for shape in ((3, 3), (3, 2)))
    expected = exact(a, n, v, mod)
    if expected.max() > limits.max:
        with pytest.raises(OverflowError, match=np.dtype(dtype).name):
            matrix_power_apply(a, n, v, mod=mod)
    else:
        result = matrix_power_apply(a, n, v, mod=mod)
        assert result.dtype == dtype and np.array_equal(result, expected)


@pytest.mark.parametrize("n", [10**18, 2**63, 10**30, -(10**30), -(2**63)])
def test_exponents_of_any_size(n):
    fibonacci = np.array([[1, 1], [1, 0]])
    expected = matrix_power(fibonacci, n, mod=P) @ [1, 2] % P
    assert np.array_equal(matrix_power_apply(fibonacci, n, [1, 2], mod=P), expected)
    turn = np.array([[0, 1], [-1, 0]])
    stack = np.array([turn, np.eye(2, dtype=int), turn @ turn])
    for v in ([1, 2], [[1, 2, 3], [4, 5, 6]]):
        assert np.array_equal(matrix_power_apply(stack, n, v), matrix_power(stack, n) @ np.array(v))
    wrapped = matrix_power_apply(fibonacci, abs(n), [1, 2], overflow="wrap")
    assert np.array_equal(wrapped, matrix_power(fibonacci, abs(n), overflow="wrap") @ [1, 2])


@pytest.mark.parametrize("a, v", [
    (np.eye(3), np.ones(2)), (np.eye(3), np.ones((2, 3))), (np.eye(3), 1.0), (np.eye(3), np.ones((1, 3, 1))),
    (np.ones((2, 3)), np.ones(3)), (np.ones(3), np.ones(3)), (3.0, 1.0)])
def test_shapes(a, v):
    with pytest.raises(hotloop.LinAlgError):
        matrix_power_apply(a, 2, v)


@pytest.mark.parametrize("shape, columns", [
    ((0, 0), (0,)), ((3, 0, 0), (0, 2)), ((0, 2, 2), (2, 3)), ((2, 2), (2, 0))])
@pytest.mark.parametrize("mod", [None, 7])
def test_nothing_to_do(shape, columns, mod):
    a, v = np.ones(shape, int), np.ones(columns, int)
    result = matrix_power_apply(a, 3, v, mod=mod)
    assert result.shape == (*shape[:-2], *columns) and result.dtype == int and result.size == 0


def test_singular():
    with pytest.raises(hotloop.LinAlgError):
        matrix_power_apply(np.ones((2, 2)), -1, np.ones(2))
    with pytest.raises(hotloop.LinAlgError):
        matrix_power_apply([[2]], -1, [1], mod=10)


def test_wrong_types():
    for n in (1.0, "2", None):
        with pytest.raises(TypeError, match="exponent must be an integer"):
            matrix_power_apply(np.eye(2), n, np.ones(2))
    for a, v in (([[1.0]], [1]), ([[1]], [1.0])):
        with pytest.raises(TypeError, match="mod needs integer entries"):
            matrix_power_apply(a, 2, v, mod=7)
    with pytest.raises(ValueError, match="mod"):
        matrix_power_apply([[1]], 2, [1], mod=0)


def test_no_columns_are_none_for_the_library():
    from hotloop._inside import _stack
    from hotloop._inside._how import how_to

    asked = _stack._apply(np.eye(3), 2, np.empty((3, 0)), how_to(None, "raise", None, False, False, 1))[1]
    assert (asked.columns, asked.v, asked.out) == (0, None, None)
