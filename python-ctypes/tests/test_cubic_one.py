"""One cubic of plain numbers: what arrays would give, from any thread."""

import threading
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from hotloop import cubic, cubic_real_roots, cubic_roots
from hotloop._inside import _cubic_one

RANDOM = np.random.default_rng(20260108)
NAN, INF = float("nan"), float("inf")

KINDS = [
    (1, -6, 11, -6), (1, -4, 5, -2), (1, -3, 3, -1), (1, 0, 0, 0), (1, -1, 1, -1), (-1, 0, 0, 8),
    (0, 1, -3, 2), (0, 1, 0, 1), (0, 1, -2, 1), (0, 0, 2, -3), (0, 0, 0, 5), (0, 0, 0, 0), (1, 1e-170, 1, 1),
    (NAN, 0, 0, 0), (1, INF, 0, 0), (1e300, 1, 1, -1e-300), (5e-324, 1, 1, 1), (1, -2, 1 + 1e-10, 0),
    (-0.5, 0, 1.5, -1), (2**70, 1, -(2**80), 3),
]


def same(x, y):
    return np.array_equal(np.asarray(x).view(np.float64), np.asarray(y).view(np.float64), equal_nan=True)


def cubics(number=300):
    return [tuple(map(float, abcd)) for abcd in KINDS] + [tuple(abcd) for abcd in RANDOM.normal(size=(number, 4)).tolist()]


@pytest.mark.parametrize("abcd", KINDS)
@pytest.mark.parametrize("number", [lambda x: x, float, np.float64])
def test_numbers_and_arrays_give_the_same(abcd, number):
    abcd = tuple(map(number, abcd))
    arrays = [np.array([float(x)]) for x in abcd]
    (real,), (count,) = cubic_real_roots(*arrays)
    found, number = cubic_real_roots(*abcd)
    assert same(found, real) and number == count and type(number) is int
    assert found.dtype == np.float64 and found.flags.owndata and found.flags.writeable
    whole = cubic_roots(*abcd)
    assert same(whole, cubic_roots(*arrays)[0]) and whole.dtype == np.complex128 and whole.flags.owndata


@pytest.mark.parametrize("abcd", KINDS)
def test_plain_numbers(abcd):
    roots, count, pair = cubic(*abcd)
    real, number = cubic_real_roots(*abcd)
    assert all(type(x) is float for x in (*roots, *pair)) and type(count) is int
    assert same(roots, real) and count == number
    upper = next((z for z in cubic_roots(*abcd) if z.imag > 0), complex(NAN, NAN))
    assert same(pair, [upper.real, upper.imag])


def test_what_float_takes():
    assert same(cubic(Fraction(1, 2), Decimal("1.5"), True, np.float32(3))[0], cubic(0.5, 1.5, 1, 3)[0])
    assert cubic(np.array(1.0), 0, 0, -8)[0][0] == 2


@pytest.mark.parametrize("wrong", [1j, "1", b"1", None, [1], {}])
def test_what_is_no_real_number(wrong):
    for place in range(4):
        abcd = [1, 2, 3, 4]
        abcd[place] = wrong
        with pytest.raises(TypeError, match=f"^{'abcd'[place]} is .* must be a real number"):
            cubic(*abcd)
    assert cubic(1, -6, 11, -6)[0] == (1, 2, 3)


def test_numbers_beyond_the_doubles():
    for function in (cubic, cubic_roots, cubic_real_roots):
        with pytest.raises(OverflowError):
            function(1, 2, 10**400, 3)
        function(1, 2, 3, 4)


def test_results_stay_what_they_are():
    first, second = cubic_roots(1.0, -6.0, 11.0, -6.0), cubic_real_roots(1.0, -6.0, 11.0, -6.0)[0]
    cubic_roots(1.0, 0.0, 1.0, 0.0), cubic_real_roots(1.0, 0.0, 1.0, 0.0), cubic(1.0, 0.0, 1.0, 0.0)
    assert first.tolist() == second.tolist() == [1, 2, 3]


def test_each_thread_has_a_desk_of_its_own():
    abcds, wrong = cubics(), []
    expected = [(cubic(*abcd), cubic_real_roots(*abcd), cubic_roots(*abcd)) for abcd in abcds]

    def work(start):
        for step in range(4 * len(abcds)):
            lane = (start + 7 * step) % len(abcds)
            abcd, (one, (real, count), whole) = abcds[lane], expected[lane]
            roots, number, pair = cubic(*abcd)
            again = cubic_real_roots(*abcd)
            if not (same(roots, one[0]) and number == one[1] and same(pair, one[2]) and same(again[0], real)
                    and again[1] == count and same(cubic_roots(*abcd), whole)):
                wrong.append(abcd)

    threads = [threading.Thread(target=work, args=(start,)) for start in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


class Solves:
    """A number that solves another cubic while it is read."""

    def __float__(self):
        assert cubic(1, 0, 0, -27)[0][0] == 3
        return 1.0


def test_a_call_within_a_call():
    before = len(_cubic_one._pile)
    assert same(cubic(Solves(), -6, Solves(), -6)[0], cubic(1, -6, 1, -6)[0])
    assert len(_cubic_one._pile) <= before + 1


def test_a_lost_desk_is_replaced():
    del _cubic_one._pile[:]
    for function in (cubic, cubic_roots, cubic_real_roots):
        function(1, 2, 3, 4)
        assert len(_cubic_one._pile) == 1
        del _cubic_one._pile[:]
    assert cubic(1, -6, 11, -6)[1] == 3
