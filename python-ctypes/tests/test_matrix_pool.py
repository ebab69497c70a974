"""Small matrices are raised at desks: nothing of one call is seen in another."""

import subprocess
import sys
import threading

import numpy as np
import pytest

import hotloop
from hotloop import matrix_power
from hotloop._inside import _address, _effort, _pool

RANDOM = np.random.default_rng(20261121)
DTYPES = [np.float32, np.float64, np.complex64, np.complex128, np.int32, np.int64, np.uint32, np.uint64]
SHAPES = [(1, 1), (2, 2), (16, 16), (28, 28), (29, 29), (64, 64), (7, 3, 3), (2, 5, 2, 2), (7, 10, 10), (8, 10, 10)]


@pytest.fixture(autouse=True)
def no_desks():
    for piles in _pool._piles.values():
        piles.clear()


def matrices(shape, dtype):
    return RANDOM.integers(0, 2, shape).astype(dtype)


def the_long_way(*arguments, **options):
    return matrix_power.__wrapped__(*arguments, **options)


def desks():
    return [desk for kind in _pool._piles.values() for piles in kind.values()
            for pile in piles.values() for desk in pile]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("dtype", DTYPES)
def test_both_ways_give_the_same(shape, dtype):
    for a in (matrices(shape, dtype), matrices(shape, dtype).swapaxes(-1, -2), matrices((*shape, 2), dtype)[..., 0]):
        before = a.copy()
        for n in (2, 0, 1, 2, 3, 10):
            result = matrix_power(a, n, overflow="wrap")
            assert result.dtype == dtype and result.shape == shape and result.flags.c_contiguous
            assert result.flags.owndata and result.flags.writeable
            assert result.tobytes() == the_long_way(a, n, overflow="wrap").tobytes()
            assert np.array_equal(a, before)
    assert len(desks()) == 1


@pytest.mark.parametrize("size", [3, 60])
def test_inverses(size):
    a = RANDOM.normal(size=(size, size))
    for _ in range(2):
        assert np.array_equal(matrix_power(a, -3), the_long_way(a, -3))
        assert matrix_power(np.eye(size, dtype=int), -3).dtype == np.float64
        with pytest.raises(hotloop.LinAlgError):
            matrix_power(np.zeros((size, size)), -1)


@pytest.mark.parametrize("size", [2, 60])
def test_errors_are_told_the_long_way(size):
    a = np.full((size, size), 2**40)
    for _ in range(3):
        with pytest.raises(OverflowError, match="does not fit int64"):
            matrix_power(a, 2)
        assert np.array_equal(matrix_power(a, 2, overflow="wrap"), np.linalg.matrix_power(a, 2))
        for n in (2.0, None, "2", np.array([2]), [2]):
            with pytest.raises(TypeError, match="exponent must be an integer"):
                matrix_power(a, n)
        for word in ("clip", None, []):
            with pytest.raises(ValueError, match='choose "raise" or "wrap"'):
                matrix_power(a, 2, overflow=word)
    assert len(desks()) <= 2


def test_exponents_of_every_kind():
    a = np.array([[0, -1], [1, 0]])
    for n in (5, np.int8(5), np.uint64(5), np.array(5), True, 2**62 + 1, 2**63 + 1, 2**100 + 1):
        assert matrix_power(a, n).tolist() == a.tolist()


@pytest.mark.parametrize("size", [2, 60])
def test_read_only_and_misaligned_input(size):
    a = RANDOM.normal(size=(size, size))
    raw = np.zeros(a.nbytes + 1, np.uint8)
    misaligned = raw[1:].view(np.float64).reshape(a.shape)
    misaligned[...] = a
    read_only = a.copy()
    read_only.flags.writeable = False
    for _ in range(2):
        for other in (misaligned, read_only, a.astype(">f8")):
            assert np.array_equal(matrix_power(other, 3), matrix_power(a, 3))


def test_subclasses_and_lists():
    a = RANDOM.normal(size=(3, 3))
    for other in (a.tolist(), np.ma.array(a), a.view(np.recarray), [list(row) for row in a]):
        for _ in range(2):
            result = matrix_power(other, 2)
            assert type(result) is np.ndarray and np.array_equal(result, matrix_power(a, 2))


@pytest.mark.parametrize("size", [2, 30, 60])
def test_each_thread_has_a_desk_of_its_own(size):
    inputs = [RANDOM.normal(size=(size, size)) for _ in range(8)]
    expected = [[the_long_way(a, n) for n in range(6)] for a in inputs]
    wrong = []

    def work(start):
        for step in range(600):
            which, n = (start + 3 * step) % 8, (start + step) % 6
            if not np.array_equal(matrix_power(inputs[which], n), expected[which][n]):
                wrong.append((which, n))

    threads = [threading.Thread(target=work, args=(start,)) for start in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong and 1 <= len(desks()) <= 6


class Raises:
    """An exponent that raises another matrix to a power while it is read."""

    def __ge__(self, other):
        return True

    __le__ = __ge__

    def __index__(self):
        assert matrix_power(np.array([[3.0]]), 3) == 27
        return 2


def test_a_call_within_a_call():
    for _ in range(3):
        assert matrix_power(np.array([[5.0]]), Raises()) == 25


def test_desks_are_given_up_when_they_hold_too_much(monkeypatch):
    monkeypatch.setattr(_pool, "_MOST_BYTES", 100_000)
    for size in (*range(1, 60), 30, 31, 32):
        assert np.array_equal(matrix_power(np.eye(size), 2), np.eye(size))
        assert np.array_equal(matrix_power(np.eye(size), 2), np.eye(size))
        held = sum(owned.nbytes for desk in desks() for owned in desk[3].obj.owners)
        assert held <= 100_000 + 8 * 6 * 80 * 60


def test_long_powers_are_not_quick():
    real = np.dtype(float)
    assert _effort.largest_exponent(real, 8, _effort.QUICK) == 2**63 - 1
    assert _effort.largest_exponent(real, 1000**3, _effort.QUICK) == 1
    for size in (2, 100, 256):
        least, brief, most, *_ = _pool._new_desk(real, (size, size), wrap=False)[0]
        assert least in (0, -most) and brief <= most
        assert not _effort.is_long(real, size**3 * _effort.products(most))


def test_where_entries_lie():
    assert _address.is_known() is (sys.implementation.name == "cpython")
    for a in (RANDOM.normal(size=(9, 9)), np.zeros((4, 4), np.int8)[1:, 2:]):
        assert _address.pointer_at(id(a) + _address.HEADER).value == a.ctypes.data


def test_without_addresses_large_matrices_go_the_long_way(monkeypatch):
    monkeypatch.setattr(_address, "HEADER", 8)  # where the type is
    assert not _address.is_known()
    code = "import sys; sys.implementation.name = 'other'; import numpy as np, hotloop; " \
           "hotloop.matrix_power(np.eye(51), 2); hotloop.matrix_power(np.eye(50), 2); " \
           "from hotloop._inside import _pool; print([list(piles) for piles in _pool._piles['raise'].values()])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "[[(50, 50)]]\n"


def test_products():
    few = {0: 1, 1: 1, 2: 1, 3: 2, 4: 2, 10: 4, 100: 8, 1023: 18, 2**62: 62, 2**63 - 1: 124}
    assert {p: _effort.products(p) for p in few} == few
    assert _effort.products(-3) > _effort.products(3)
