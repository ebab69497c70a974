"""Exponents beyond 64 bits: as if the library had them."""

import signal
import subprocess
import sys
import time

import numpy as np
import pytest

from hotloop import matrix_power, matrix_power_apply
from hotloop._inside import _exponent

RANDOM = np.random.default_rng(20261201)
LARGE = [2**63, 2**63 + 1, 2**64 - 1, 2**124, 3 * 2**124 + 2**62 + 5, 10**40]


def modular(a, n, modulus):
    """By squaring, on Python's own integers."""
    found, square = np.eye(len(a), dtype=int).astype(object), np.asarray(a).astype(object)
    while n:
        if n & 1:
            found = found.dot(square) % modulus
        square = square.dot(square) % modulus
        n >>= 1
    return found


@pytest.mark.parametrize("n", [1, 2**62 - 1, 2**62, *LARGE])
def test_digits(n):
    digits = _exponent._digits(n)
    assert digits[0] > 0 and all(0 <= digit < 2**62 for digit in digits)
    assert sum(digit << 62 * place for place, digit in enumerate(reversed(digits))) == n


@pytest.mark.parametrize("n", LARGE)
def test_what_grows_becomes_infinite(n):
    with np.errstate(all="ignore"):
        for dtype in (np.float32, np.float64):
            a = np.array([[2, 1], [1, 2]], dtype)
            assert np.isinf(matrix_power(a, n)).all()
            assert np.isinf(matrix_power(np.stack([a, a.T]), n)).all()
            assert np.isinf(matrix_power_apply(a, n, np.ones(2, dtype))).all()
            assert np.isinf(matrix_power(a, n, symmetric=True)).all()


@pytest.mark.parametrize("n", [10**20000, -10**20000], ids=["huge", "negative"])
def test_any_number_of_digits(n):
    turn = np.array([[0, 1], [-1, 0]])
    for dtype in (np.int8, np.int64, np.float32, np.float64, np.complex128):
        assert np.array_equal(matrix_power(turn.astype(dtype), n), np.eye(2))
        assert np.array_equal(matrix_power_apply(turn.astype(dtype), n, [3, 4]), [3, 4])
    assert np.array_equal(matrix_power(turn, n, mod=101), np.eye(2))


@pytest.mark.parametrize("n", LARGE)
@pytest.mark.parametrize("count", [None, 1, 3, 50])
@pytest.mark.parametrize("mod", [2, 10**9 + 7, 2**63 - 25, 2**64 - 59])
def test_residues(count, n, mod):
    shape = (3, 3) if count is None else (count, 3, 3)
    a = RANDOM.integers(0, 2**63, shape, dtype=np.uint64)
    v = RANDOM.integers(0, 2**63, (3, 2), dtype=np.uint64)
    powers, applied = matrix_power(a, n, mod=mod), matrix_power_apply(a, n, v, mod=mod)
    for one, power, block in zip(a.reshape(-1, 3, 3), powers.reshape(-1, 3, 3), applied.reshape(-1, 3, 2)):
        expected = modular(one, n, mod)
        assert np.array_equal(power, expected)
        assert np.array_equal(block, expected.dot(v.astype(object)) % mod)


def test_negative_ones_modulo_a_number():
    a = RANDOM.integers(0, 100, (5, 3, 3)) * 7 + np.eye(3, dtype=int)  # the identity modulo 7
    n = 10**40
    back, there = matrix_power(a, -n, mod=7**20), matrix_power(a, n, mod=7**20)
    for left, right in zip(back.astype(object), there.astype(object)):
        assert np.array_equal(left.dot(right) % 7**20, np.eye(3))


@pytest.mark.parametrize("n", LARGE)
@pytest.mark.parametrize("options", [{}, {"symmetric": True}, {"stochastic": True}, {"overflow": "wrap"}])
def test_a_stack_is_as_its_matrices(n, options):
    a = RANDOM.uniform(size=(6, 5, 5))
    a = a + a.swapaxes(1, 2)
    if "stochastic" in options:
        a /= a.sum(axis=-1, keepdims=True)
    else:
        a /= np.abs(np.linalg.eigvalsh(a)).max(axis=-1)[:, np.newaxis, np.newaxis] * (1 + 2.0**-52)
    if "overflow" in options:
        a = RANDOM.integers(-2**62, 2**62, a.shape)
    result = matrix_power(a, n, **options)
    assert np.array_equal(result, np.stack([matrix_power(one, n, **options) for one in a]))
    if options == {"symmetric": True}:
        assert np.array_equal(result, result.swapaxes(1, 2))
    if "stochastic" in options:
        assert np.abs(result.sum(axis=-1) - 1).max() < 1e-14


@pytest.mark.parametrize("n", LARGE)
@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.complex128])
def test_zeros_of_triangles_meet_no_infinity(n, dtype):
    upper = np.array([[2, 1, 0.5], [0, 1, 1], [0, 0, 3]], dtype)
    lower = upper.T.copy()
    stack = np.stack([upper, lower, np.eye(3, dtype=dtype), upper])
    with np.errstate(all="ignore"):
        result = matrix_power(stack, n, triangular=True)
        assert np.array_equal(result, np.stack([matrix_power(one, n, triangular=True) for one in stack]),
                              equal_nan=True)
    assert np.array_equal(result[2], np.eye(3))
    assert (result[0][np.tril_indices(3, -1)] == 0).all() and (result[1][np.triu_indices(3, 1)] == 0).all()
    if dtype != np.complex128:
        assert np.array_equal(result[0], [[np.inf] * 3, [0, 1, np.inf], [0, 0, np.inf]])
        assert np.array_equal(result[1], result[0].T)


def test_every_kind_of_integer_is_an_exponent():
    a = np.array([[0, 1], [-1, 0]])
    for n in (np.uint64(2**63 + 1), np.array(2**63 + 1, np.uint64), np.array(2**64 + 1, object)[()]):
        assert np.array_equal(matrix_power(a, n), a)


def test_no_python_loop_over_a_stack(monkeypatch):
    calls = []
    power = _exponent.power

    def counted(*arguments):
        calls.append(arguments)
        return power(*arguments)

    monkeypatch.setattr(_exponent, "power", counted)
    monkeypatch.setattr(_exponent, "apply", lambda *_: pytest.fail("one matrix at a time"))
    matrix_power(np.full((1000, 2, 2), 0.5), 2**130)
    assert len(calls) < 10


LONG = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
import numpy as np, hotloop
a = np.eye(60)[::-1].copy()
print("started", flush=True)
hotloop.matrix_power(a, 10**2000000 + 1)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to one child")
def test_ctrl_c():
    with subprocess.Popen([sys.executable, "-c", LONG], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          text=True) as child:
        try:
            assert child.stdout.readline() == "started\n"
            time.sleep(0.5)
            child.send_signal(signal.SIGINT)
            _, errors = child.communicate(timeout=60)
        finally:
            child.kill()
    assert errors.rstrip().endswith("KeyboardInterrupt")
