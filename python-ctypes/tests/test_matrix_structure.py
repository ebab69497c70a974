"""Symmetric, stochastic and triangular matrices."""

import numpy as np
import pytest

from hotloop import matrix_power, matrix_power_apply

RANDOM = np.random.default_rng(20261122)
SIZES = [1, 2, 3, 8, 17, 64, 100, 130]


def symmetric(size, dtype):
    a = RANDOM.integers(-3, 4, (size, size)) if np.dtype(dtype).kind == "i" else RANDOM.normal(size=(size, size))
    if np.dtype(dtype).kind == "c":
        a = a + 1j * RANDOM.normal(size=(size, size))
    return (a + a.T).astype(dtype)


def stochastic(size):
    a = RANDOM.uniform(size=(size, size))
    return a / a.sum(axis=1, keepdims=True)


def close(x, y):
    return np.abs(x - y).max() <= 1e4 * np.finfo(x.dtype).eps * np.abs(y).max()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.complex128, np.complex64])
def test_a_symmetric_matrix_has_symmetric_powers(size, dtype):
    a = symmetric(size, dtype) / dtype(2 * size**0.5)
    for n in (2, 3, 10):
        plain, asserted = matrix_power(a, n), matrix_power(a, n, symmetric=True)
        assert np.array_equal(asserted, asserted.T)
        assert close(asserted, np.linalg.matrix_power(a, n)) and close(plain, asserted)
        assert size < 64 or np.array_equal(plain, asserted)  # it was found out


def test_the_lower_triangle_is_not_read():
    for size in SIZES:
        a = symmetric(size, np.float64)
        upper = np.where(np.tri(size, k=-1, dtype=bool), np.nan, a)
        for n in (1, 2, 5):
            assert np.array_equal(matrix_power(upper, n, symmetric=True), matrix_power(a, n, symmetric=True))


@pytest.mark.parametrize("size", SIZES)
def test_symmetric_integers_and_residues(size):
    a = symmetric(size, np.int64)
    for n in (2, 3, 7):
        expected = np.linalg.matrix_power(a.astype(object), n)
        wrapped = np.linalg.matrix_power(a, n)
        assert np.array_equal(matrix_power(a, n, symmetric=True, mod=10**9 + 7), expected % (10**9 + 7))
        assert np.array_equal(matrix_power(a, n, symmetric=True, overflow="wrap"), wrapped)
        assert np.array_equal(matrix_power(a, n, overflow="wrap"), wrapped)


def test_nearly_symmetric_is_not_symmetric():
    a = symmetric(100, np.float64)
    a[3, 97] = np.nextafter(a[3, 97], np.inf)
    result = matrix_power(a, 3)
    assert close(result, np.linalg.matrix_power(a, 3)) and not np.array_equal(result, result.T)


def test_symmetric_with_nan():
    a = symmetric(70, np.float64)
    a[5, 60] = a[60, 5] = np.nan
    assert np.array_equal(np.isnan(matrix_power(a, 3)), np.isnan(np.linalg.matrix_power(a, 3)))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_rows_keep_their_sum(size, dtype):
    a = stochastic(size).astype(dtype)
    for n in (1, 10, 10**6, 2**40, 2**60, 2**62 - 1, 2**64, 2**100):
        result = matrix_power(a, n, stochastic=True)
        assert np.abs(result.sum(axis=1, dtype=np.float64) - 1).max() <= 8 * size * np.finfo(dtype).eps
        assert (result >= 0).all()
    values, vectors = np.linalg.eig(a.astype(np.float64).T)
    resting = vectors[:, np.argmax(values.real)].real
    assert np.allclose(matrix_power(a, 2**60, stochastic=True), resting / resting.sum(),
                       rtol=0, atol=1e3 * np.finfo(dtype).eps)


def test_without_the_flag_rows_drift():
    a = np.array([[0.9, 0.075, 0.025], [0.15, 0.8, 0.05], [0.25, 0.25, 0.5]])
    assert np.abs(matrix_power(a, 2**56).sum(axis=1) - 1).max() > 0.1
    kept = matrix_power(a, 2**56, stochastic=True)
    assert np.allclose(kept, [[0.625, 0.3125, 0.0625]] * 3, rtol=0, atol=1e-12)
    assert np.allclose(matrix_power_apply(a, 2**56, [1.0, 2.0, 4.0], stochastic=True),
                       kept @ [1, 2, 4], rtol=0, atol=1e-12)


def test_stochastic_stacks():
    a = np.stack([stochastic(5) for _ in range(20)])
    result = matrix_power(a, 2**60, stochastic=True)
    assert np.array_equal(result, np.stack([matrix_power(one, 2**60, stochastic=True) for one in a]))
    assert np.abs(result.sum(axis=-1) - 1).max() < 1e-13


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_columns_keep_their_sum(size, dtype):
    a = stochastic(size).astype(dtype)
    for n in (1, 2, 10, 2**60, 2**100):
        rows, columns = matrix_power(a, n, stochastic=True), matrix_power(a.T, n, column_stochastic=True)
        assert np.abs(columns.sum(axis=0, dtype=np.float64) - 1).max() <= 8 * size * np.finfo(dtype).eps
        assert np.abs(columns - rows.T).max() <= 64 * np.finfo(dtype).eps


def test_a_distribution_after_many_steps():
    chain = np.array([[0.5, 0.5], [0.125, 0.875]])
    cube = chain @ chain @ chain  # powers of two: exact
    starts = np.array([[0.25, 0.75], [1.0, 0.0], [0.5, 0.5]])
    for pi in starts:
        assert np.array_equal(matrix_power_apply(chain.T, 3, pi, column_stochastic=True), pi @ cube)
    assert np.array_equal(matrix_power_apply(chain.T, 3, starts.T, column_stochastic=True).T, starts @ cube)
    resting = matrix_power_apply(chain.T, 2**62, [1.0, 0.0], column_stochastic=True)
    assert np.allclose(resting, [0.2, 0.8], rtol=0, atol=1e-15)


@pytest.mark.parametrize("a, option, sentence", [
    ([[5.0, 3.0], [1.0, 1.0]], "stochastic", "row 0 sums to 8; divide each row by its sum"),
    ([[5.0, 3.0], [1.0, 1.0]], "column_stochastic", "column 0 sums to 6; divide each column by its sum"),
    ([[0.5, 0.5], [0.0, 0.0]], "stochastic", "row 1 sums to 0; probabilities sum to 1"),
    ([[0.5, 0.25], [0.5, 0.75]], "stochastic", "row 0 sums to 0.75, but its columns sum to 1: use column_stochastic"),
    ([[0.5, 0.5], [0.25, 0.75]], "column_stochastic", "column 0 sums to 0.75, but its rows sum to 1: use stochastic")])
def test_the_sentence_names_the_line_and_its_sum(a, option, sentence):
    for call in (lambda: matrix_power(a, 1, **{option: True}),
                 lambda: matrix_power_apply(a, 1, [1.0, 1.0], **{option: True})):
        with pytest.raises(ValueError) as caught:
            call()
        assert str(caught.value) == sentence


def test_printed_tables_are_taken():
    a = np.array([[0.33, 0.33, 0.33], [0.34, 0.34, 0.34], [0.333, 0.333, 0.333]])
    assert np.allclose(matrix_power(a, 1, stochastic=True), 1 / 3, rtol=0, atol=1e-15)


def test_a_diagonal_stays_one():
    result = matrix_power(np.diag([2.0, 0.5]), 2048, triangular=True)
    assert np.array_equal(result, [[np.inf, 0], [0, 0]])


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("dtype", [np.complex128, np.complex64])
def test_hermitian(size, dtype):
    a = RANDOM.normal(size=(size, size)) + 1j * RANDOM.normal(size=(size, size))
    a = ((a + a.conj().T) / (4 * size**0.5)).astype(dtype)
    upper = np.where(np.tri(size, k=-1, dtype=bool), np.nan, a) + 1j * np.eye(size, dtype=dtype)
    for n in (1, 2, 3, 10, -1):
        plain, asserted = matrix_power(a, n), matrix_power(a, n, hermitian=True)
        assert np.array_equal(asserted, asserted.conj().T)
        assert np.array_equal(asserted, matrix_power(upper.astype(dtype), n, hermitian=True))
        assert close(asserted, np.linalg.matrix_power(a, n)) or n == -1 and size > 1
        assert size < 64 or np.array_equal(plain, asserted)  # it was found out
    v = np.ones(size, dtype)
    assert close(matrix_power_apply(a, 5, v, hermitian=True), np.linalg.matrix_power(a, 5) @ v)


def test_hermitian_is_not_symmetric():
    a = np.array([[1, 1j], [-1j, 2]])
    with pytest.raises(ValueError, match="Hermitian, not symmetric: use hermitian"):
        matrix_power(a, 2, symmetric=True)
    with pytest.raises(ValueError, match="symmetric, not Hermitian: use symmetric"):
        matrix_power(np.triu(a) + np.triu(a, 1).T, 2, hermitian=True)
    real = np.array([[2, 1], [1, 3]])
    for dtype in (int, float, complex, object):
        assert np.array_equal(matrix_power(real.astype(dtype), 3, hermitian=True), real @ real @ real)
    assert np.array_equal(matrix_power(real, 3, hermitian=True, mod=7), real @ real @ real % 7)


@pytest.mark.parametrize("side", [np.triu, np.tril])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.complex128, np.int64])
def test_triangles(side, size, dtype):
    a = side(RANDOM.integers(-2, 3, (size, size))).astype(dtype)
    for n in (0, 1, 2, 3, 5):
        result = matrix_power(a, n, triangular=True)
        assert np.array_equal(result, side(result)) and np.array_equal(result, matrix_power(a, n))


@pytest.mark.parametrize("a", [[[2.0, 1.0], [0.0, 2.0]], [[2.0, 0.0], [1.0, 2.0]]])
def test_zeros_of_a_triangle_meet_no_infinity(a):
    a = np.array(a)
    for n in (5000, 2**62):
        with np.errstate(all="ignore"):
            assert np.isnan(matrix_power(a, n)).any()
        assert np.array_equal(matrix_power(a, n, triangular=True), np.where(a > 0, np.inf, 0))
    assert np.array_equal(matrix_power_apply(a, 3, [1.0, 2.0], triangular=True), matrix_power(a, 3) @ [1, 2])


@pytest.mark.parametrize("side", [np.triu, np.tril])
def test_inverses_of_triangles(side):
    a = side(RANDOM.uniform(1, 2, (20, 20))) + 20 * np.eye(20)
    result = matrix_power(a, -3, triangular=True)
    assert np.array_equal(result, side(result)) and close(result, np.linalg.matrix_power(a, -3))


@pytest.mark.parametrize("options", [
    {"triangular": True}, {"stochastic": True}, {"symmetric": True, "triangular": True},
    {"column_stochastic": True}, {"hermitian": True, "symmetric": True}])
def test_what_a_is_not(options):
    a = np.array([[1.0, -2.0], [3.0, 4.0]])
    for call in (lambda: matrix_power(a, 2, **options), lambda: matrix_power_apply(a, 2, [1.0, 1.0], **options)):
        with pytest.raises(ValueError):
            call()


@pytest.mark.parametrize("a, n", [
    (np.eye(2), -1), (np.zeros((2, 2)), 2),
    (np.full((2, 2), np.nan), 2)])
def test_what_is_not_stochastic(a, n):
    with pytest.raises(ValueError):
        matrix_power(a, n, stochastic=True)
