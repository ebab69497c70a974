"""Powers: NumPy's rules, exact integers, no copies, nothing shared with the input."""

from fractions import Fraction

import numpy as np
import pytest

import hotloop
from hotloop import matrix_power
from hotloop._inside import _stack

RANDOM = np.random.default_rng(20260101)
EXPONENTS = [0, 1, 2, 3, 4, 5, 7, 10, 15, 16, 31]
INTEGERS = [np.int8, np.int16, np.int32, np.int64, np.uint8, np.uint16, np.uint32, np.uint64]
FLOATING = [np.float32, np.float64, np.complex64, np.complex128]
ROUTED = [np.float16, np.longdouble, np.clongdouble, np.bool_, object]


def exact_power(a, n):
    """By definition, on Python's own numbers."""
    a = np.asarray(a).astype(object)
    result = np.eye(len(a), dtype=int).astype(object)
    for _ in range(n):
        result = result.dot(a)
    return result


def close(x, y):
    scale = np.max(np.abs(y)) or 1.0
    return np.max(np.abs(x - y)) <= 1e4 * np.finfo(x.dtype).eps * scale


@pytest.mark.parametrize("n", EXPONENTS)
@pytest.mark.parametrize("size", [1, 2, 3, 5, 8, 17])
def test_float64_equals_exact_arithmetic(size, n):
    a = RANDOM.uniform(-1, 1, (size, size))
    exact = exact_power([[Fraction(x) for x in row] for row in a.tolist()], n).astype(float)
    result = matrix_power(a, n)
    assert result.dtype == np.float64 and close(result, exact)


@pytest.mark.parametrize("n", [*EXPONENTS, -1, -2, -5])
@pytest.mark.parametrize("dtype", FLOATING)
def test_floating_equals_numpy(dtype, n):
    a = (RANDOM.uniform(-1, 1, (6, 6)) + 3 * np.eye(6)).astype(dtype)
    if a.dtype.kind == "c":
        a += (1j * RANDOM.uniform(-1, 1, (6, 6))).astype(dtype)
    result = matrix_power(a, n)
    assert result.dtype == dtype and close(result, np.linalg.matrix_power(a, n))


@pytest.mark.parametrize("dtype", INTEGERS)
@pytest.mark.parametrize("n", [0, 1, 2, 3, 6])
def test_integers_are_exact_or_refused(dtype, n):
    limits = np.iinfo(dtype)
    outcomes = set()
    for size in (1, 2, 3, 4):
        for largest in (1, 2, 5, 100):
            a = RANDOM.integers(-largest if limits.min else 0, largest + 1, (size, size)).astype(dtype)
            exact = exact_power(a, n)
            fits = limits.min <= exact.min() and exact.max() <= limits.max
            outcomes.add(fits)
            if fits:
                result = matrix_power(a, n)
                assert result.dtype == dtype and np.array_equal(result, exact)
            else:
                with pytest.raises(OverflowError):
                    matrix_power(a, n)
    assert True in outcomes


@pytest.mark.parametrize("dtype", INTEGERS)
def test_the_largest_integer_and_one_more(dtype):
    largest = int(np.iinfo(dtype).max)
    assert matrix_power(np.array([[largest]], dtype), 1).tolist() == [[largest]]
    root = int(largest**0.5)
    assert matrix_power(np.array([[root - 1]], dtype), 2).tolist() == [[(root - 1) ** 2]]
    with pytest.raises(OverflowError):
        matrix_power(np.array([[root + 2]], dtype), 2)


@pytest.mark.parametrize("dtype", [np.int8, np.int16, np.int32, np.int64])
def test_the_smallest_integer(dtype):
    bits = np.iinfo(dtype).bits - 1
    if bits % 2:
        assert matrix_power(np.array([[-2]], dtype), bits).tolist() == [[-(2**bits)]]
    with pytest.raises(OverflowError):
        matrix_power(np.array([[2]], dtype), bits)


def test_numpy_wraps_where_this_refuses():
    a = np.array([[1, 1], [1, 0]])
    assert matrix_power(a, 91)[0, 0] == 7540113804746346429
    assert np.linalg.matrix_power(a, 92)[0, 0] < 0
    with pytest.raises(OverflowError, match="does not fit int64"):
        matrix_power(a, 92)
    assert matrix_power(a.astype(object), 92)[0, 0] == 12200160415121876738


def test_uint64_beyond_int64():
    top = 2**64 - 1
    assert matrix_power(np.array([[top]], np.uint64), 1).tolist() == [[top]]
    assert matrix_power(np.array([[2**32 - 1]], np.uint64), 2).tolist() == [[(2**32 - 1) ** 2]]
    swap = np.array([[0, top], [1, 0]], np.uint64)
    assert matrix_power(swap, 2).tolist() == [[top, 0], [0, top]]
    with pytest.raises(OverflowError, match="uint64"):
        matrix_power(swap, 4)
    shift = np.diag([2**63] * 3, 1).astype(np.uint64)  # its square is too large, its fourth power 0
    for n in (2, 4):
        with pytest.raises(OverflowError, match="a power on the way"):
            matrix_power(shift, n)


def test_uint64_with_an_exponent_of_any_size():
    with pytest.raises(OverflowError):
        matrix_power(np.array([[2**63, 1], [1, 2]], np.uint64), 10**18)
    assert matrix_power(np.array([[1]], np.uint64), 10**30).tolist() == [[1]]


def test_lists():
    assert matrix_power([[1, 1], [1, 0]], 10).tolist() == [[89, 55], [55, 34]]
    assert matrix_power([[1, 1], [1, 0]], 10).dtype == np.int64
    mixed = matrix_power([[1, 0.5], [1, 0]], 3)
    assert mixed.dtype == np.float64 and mixed.tolist() == [[2.0, 0.75], [1.5, 0.5]]
    assert matrix_power(((1j, 0), (0, 1)), 2).dtype == np.complex128


def test_python_integers_of_any_size_stay_exact():
    assert matrix_power([[2**70, 1], [0, 1]], 2).tolist() == [[2**140, 2**70 + 1], [0, 1]]


@pytest.mark.parametrize("n", [0, 1, 2, 3, -1])
@pytest.mark.parametrize("dtype", ROUTED)
def test_other_dtypes_are_numpys(dtype, n):
    a = np.array([[2, 0], [1, 1]]).astype(dtype)
    try:
        expected = np.linalg.matrix_power(a, n)
    except TypeError:
        with pytest.raises(TypeError):
            matrix_power(a, n)
        return
    result = matrix_power(a, n)
    assert result.dtype == expected.dtype and np.array_equal(result, expected)
    assert not np.shares_memory(result, a)


@pytest.mark.parametrize("shape", [(1, 3, 3), (7, 3, 3), (2, 5, 3, 3), (0, 3, 3), (4, 0, 0), (2, 1, 1)])
@pytest.mark.parametrize("dtype", [*FLOATING, *INTEGERS])
@pytest.mark.parametrize("n", [0, 1, 2, 5])
def test_stacks(shape, dtype, n):
    a = RANDOM.integers(0, 2, shape).astype(dtype)
    result = matrix_power(a, n)
    assert result.shape == shape and result.dtype == dtype
    assert np.array_equal(result, np.linalg.matrix_power(a, n))


VIEWS = {
    "contiguous": (lambda x: x[0], True),
    "row-strided": (lambda x: x[0, :3, :3], True),
    "every other row": (lambda x: x[0, ::2, :3], True),
    "stack": (lambda x: x, True),
    "stack of corners": (lambda x: x[:, 1:4, 2:5], True),
    "every other matrix": (lambda x: x[::2], True),
    "transposed": (lambda x: x[0].T, False),
    "strided columns": (lambda x: x[0, :3, ::2], False),
    "reversed rows": (lambda x: x[0, ::-1], False),
    "reversed stack": (lambda x: x[::-1], False),
    "broadcast": (lambda x: np.broadcast_to(x[0], (4, 6, 6)), False),
    "interleaved stack": (lambda x: x.reshape(6, 4, 6).swapaxes(0, 1)[:, :, :6], False),
    "one row repeated": (lambda x: np.broadcast_to(x[0, 0], (6, 6)), False),
}


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("dtype", [*FLOATING, np.int32, np.int64])
@pytest.mark.parametrize("n", [1, 3])
def test_views_are_read_where_they_lie(view, dtype, n):
    select, in_place = VIEWS[view]
    a = select(RANDOM.integers(-3, 4, (4, 6, 6)).astype(dtype))
    before = a.copy()
    assert np.shares_memory(_stack.in_place(a), a) is in_place
    result = matrix_power(a, n)
    assert np.array_equal(result, np.linalg.matrix_power(before, n))
    assert np.array_equal(a, before)
    assert result.flags.c_contiguous and not np.shares_memory(result, a)


def test_read_only_byte_swapped_and_misaligned_input():
    a = RANDOM.uniform(-1, 1, (4, 4))
    expected = matrix_power(a, 5)
    a.flags.writeable = False
    assert np.array_equal(matrix_power(a, 5), expected)
    assert np.array_equal(matrix_power(a.astype(">f8"), 5), expected)
    raw = np.zeros(4 * 4 * 8 + 1, np.uint8)
    misaligned = raw[1:].view(np.float64).reshape(4, 4)
    misaligned[:] = a
    assert not misaligned.flags.aligned
    assert np.array_equal(matrix_power(misaligned, 5), expected)


def test_rows_that_lie_half_an_element_apart():
    record = np.dtype([("row", np.complex128, 4), ("more", np.float64)])
    a = np.zeros(4, record)["row"]
    a[:] = RANDOM.integers(-3, 4, (4, 4)) + 1j * RANDOM.integers(-3, 4, (4, 4))
    assert a.strides[0] % a.itemsize == 8
    assert np.array_equal(matrix_power(a, 3), np.linalg.matrix_power(a.copy(), 3))


@pytest.mark.parametrize("n", [0, 1, 2])
def test_the_result_is_new(n):
    a = np.eye(3)
    result = matrix_power(a, n)
    assert not np.shares_memory(result, a) and result.flags.writeable


def test_true_is_one_and_numpy_integers_are_exponents():
    a = np.array([[2.0, 1.0], [0.0, 3.0]])
    assert np.array_equal(matrix_power(a, True), a)
    assert np.array_equal(matrix_power(a, np.uint8(3)), matrix_power(a, 3))


@pytest.mark.parametrize("n", [1.0, 2.5, "2", None, [1], np.float64(2)])
def test_exponents_that_are_no_integers(n):
    with pytest.raises(TypeError, match="exponent must be an integer"):
        matrix_power(np.eye(2), n)


@pytest.mark.parametrize("a", [3.0, [1.0, 2.0], [[1.0, 2.0]], np.ones((2, 3, 4)), []])
@pytest.mark.parametrize("n", [-1, 0, 1, 2])
def test_shapes(a, n):
    with pytest.raises(hotloop.LinAlgError):
        matrix_power(a, n)


@pytest.mark.parametrize("a", [np.zeros((2, 2)), np.ones((3, 3)), np.zeros((2, 2), complex), [[1, 2], [2, 4]],
                               np.stack([np.eye(2), np.zeros((2, 2))])])
def test_singular(a):
    with pytest.raises(hotloop.LinAlgError):
        matrix_power(a, -1)


def test_integers_to_a_negative_power_are_float64():
    result = matrix_power([[2, 1], [1, 1]], -2)
    assert result.dtype == np.float64 and close(result, np.array([[2.0, -3.0], [-3.0, 5.0]]))
    assert matrix_power(np.empty((0, 0), int), -1).dtype == np.float64


@pytest.mark.parametrize("n", [2**63 - 1, 2**63, 2**64 + 3, 2**100 + 7, 2**200])
def test_exponents_beyond_int64(n):
    turn = np.array([[0, 1], [-1, 0]])
    expected = exact_power(turn, n % 4)
    for dtype in (*INTEGERS[:4], *FLOATING):
        assert np.array_equal(matrix_power(turn.astype(dtype), n), expected)
    assert np.array_equal(matrix_power(turn, -n), exact_power(turn, -n % 4))
    assert np.array_equal(matrix_power(np.array([turn, np.eye(2, dtype=int)]), n)[0], expected)


@pytest.mark.parametrize("dtype", INTEGERS)
@pytest.mark.parametrize("n", [0, 1, 2, 3, 7, 64, 10**6, 2**63 + 1, 2**100 + 7])
def test_wrapping_keeps_the_lowest_bits(dtype, n):
    limits = np.iinfo(dtype)
    for size in (1, 2, 3, 5):
        a = RANDOM.integers(limits.min, limits.max, (size, size), endpoint=True, dtype=dtype)
        result = matrix_power(a, n, overflow="wrap")
        assert result.dtype == dtype
        residues = wrapped_power(a, n, 2**limits.bits)
        assert np.array_equal(result, residues.astype(np.uint64).astype(dtype))


def wrapped_power(a, n, modulus):
    square = a.astype(object) % modulus
    result = np.eye(len(a), dtype=int).astype(object)
    while n:
        if n & 1:
            result = result.dot(square) % modulus
        square = square.dot(square) % modulus
        n >>= 1
    return result


def test_wrapping_is_numpys_way():
    a = np.array([[1, 1], [1, 0]])
    assert np.array_equal(matrix_power(a, 92, overflow="wrap"), np.linalg.matrix_power(a, 92))
    assert matrix_power([[2, 1], [1, 1]], -2, overflow="wrap").dtype == np.float64
    assert matrix_power([[1, 1], [1, 0]], 5, mod=7, overflow="wrap").tolist() == [[1, 5], [5, 3]]


@pytest.mark.parametrize("word", ["ignore", None, True, ""])
def test_overflow_is_one_of_two_words(word):
    with pytest.raises(ValueError, match='choose "raise" or "wrap"'):
        matrix_power([[1]], 2, overflow=word)


@pytest.mark.parametrize("dtype", FLOATING)
def test_a_result_has_the_precision_of_its_dtype(dtype):
    a = np.array([[0.1, 0.2], [0.3, 0.4]]).astype(dtype)
    result = matrix_power(a, 2)
    assert result.dtype == dtype
    exact = exact_power(a.astype(np.complex128), 2).astype(np.complex128)
    assert np.max(np.abs(result - exact)) < np.finfo(dtype).eps


def test_a_growing_power_beyond_int64_is_refused():
    with pytest.raises(OverflowError):
        matrix_power([[1, 1], [0, 1]], 2**63)
    assert matrix_power([[1, 1], [0, 1]], 2**63 - 1)[0, 1] == 2**63 - 1


def test_values_that_are_not_finite_spread_as_in_numpy():
    a = np.array([[np.nan, 1.0], [0.0, 1.0]])
    assert np.array_equal(np.isnan(matrix_power(a, 2)), np.isnan(np.linalg.matrix_power(a, 2)))
