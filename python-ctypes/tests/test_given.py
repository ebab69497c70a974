"""What is given as an array loses nothing on the way to one."""

import warnings

import numpy as np
import pytest

import hotloop
from hotloop import matrix_power, matrix_power_apply

TOP = 2**63 + 1


def test_large_integers_in_lists_stay_integers():
    for rows, dtype in (([[2**62 + 1, 0], [0, -1]], np.int64), ([[TOP, 0], [0, 1]], np.uint64),
                        ([[0, 2**64 - 1], [1, 0]], np.uint64), ([(TOP, np.int64(0)), (0, np.uint64(1))], np.uint64),
                        ([[np.uint64(5), np.int64(-2**62 - 1)], [0, 1]], np.int64),
                        ([[TOP, 0], [0, -1]], object), ([[2**70, 1], [0, 1]], object)):
        result = matrix_power(rows, 1)
        assert result.dtype == dtype and result.tolist() == [[int(entry) for entry in row] for row in rows]
    assert matrix_power([[[TOP, 0], [0, 1]]] * 2, 1).tolist() == [[[TOP, 0], [0, 1]]] * 2
    with pytest.raises(OverflowError, match="uint64"):
        matrix_power([[TOP, 0], [0, 1]], 2)


def test_other_lists_are_as_in_numpy():
    for rows in ([[2.0**63, 0], [0, 1]], [[TOP, 0.5], [0, 1]], [[1e300, np.nan], [0, 1]], [[1, 0.5], [2, 3]],
                 [[True, 0.0], [1, 2.0**60]]):
        with np.errstate(all="ignore"):
            result, expected = matrix_power(rows, 2), np.linalg.matrix_power(np.array(rows), 2)
        assert result.dtype == np.float64 and np.array_equal(result, expected, equal_nan=True)


@pytest.mark.parametrize("mod", [7, 10**9 + 7, 2**63, 2**64 - 1])
@pytest.mark.parametrize("a", [[[TOP, 0], [0, 1]], [[TOP, -1], [3, 1]], [[2**70, 1], [-2**200, 1]]])
def test_lists_are_reduced_exactly(a, mod):
    expected = np.array(a, object).dot(np.array(a, object)) % mod
    assert matrix_power(a, 2, mod=mod).tolist() == expected.tolist()
    for v in ([3, 1], [TOP, 2], [-2**90, 2]):
        applied = np.array(expected).dot(np.array(v, object)) % mod
        assert matrix_power_apply(a, 2, v, mod=mod).tolist() == applied.tolist()


def test_a_vector_may_be_longer_than_its_matrix():
    assert matrix_power_apply([[TOP, 0], [0, 1]], 1, [1, 2]).tolist() == [TOP, 2]
    assert matrix_power_apply([[1, 1], [0, 1]], 1, [TOP, 2]).tolist() == [TOP + 2, 2]
    assert matrix_power_apply([[-1, 0], [0, 1]], 1, [TOP, 2]).tolist() == [-TOP, 2]


MASKED = np.ma.array([[2, 1], [1, 1]], mask=[[0, 1], [0, 0]])
REFUSED = {
    "power": lambda: matrix_power(MASKED, 2),
    "power of floats": lambda: matrix_power(MASKED.astype(float), 2),
    "power with options": lambda: matrix_power(MASKED, 2, mod=7),
    "list": lambda: matrix_power([MASKED, MASKED], 2),
    "entry": lambda: matrix_power([[1, np.ma.masked], [0, 1]], 2),
    "exponent": lambda: matrix_power(np.eye(2), np.ma.array(3, mask=True)),
    "modulus": lambda: matrix_power([[1]], 2, mod=np.ma.array(3, mask=True)),
    "power's out": lambda: matrix_power(np.eye(2, dtype=int), 2, out=MASKED.copy()),
    "apply": lambda: matrix_power_apply(MASKED, 2, [1, 1]),
    "apply's v": lambda: matrix_power_apply(np.eye(2), 2, np.ma.array([1, 2], mask=[0, 1])),
    "apply's out": lambda: matrix_power_apply(np.eye(2, dtype=int), 2, [1, 1], out=MASKED[0].copy()),
    "roots": lambda: hotloop.cubic_roots(1.0, MASKED, 3.0, 4.0),
    "real roots": lambda: hotloop.cubic_real_roots(1.0, 2.0, np.ma.masked, 4.0),
    "roots' out": lambda: hotloop.cubic_real_roots(np.ones(2), 1, 1, 1, out=np.ma.masked_all((2, 3))),
    "one cubic": lambda: hotloop.cubic(1.0, 2.0, np.ma.array(3.0, mask=True), 4.0),
    "condition": lambda: hotloop.cubic_condition(MASKED, 1, 1, 1),
    "discriminant": lambda: hotloop.cubic_discriminant_sign(MASKED, 1, 1, 1),
    "orbits": lambda: hotloop.orbit_roots(MASKED, 1.0),
    "steps": lambda: hotloop.orbit_step_roots(1.0, 1.0, MASKED),
    "rank": lambda: hotloop.Closure("2.0", "1.0", 5, 1, 5).rank(np.ma.array([1, 1, 2, 3, 3], mask=[0, 1, 0, 0, 0])),
    "restriction": lambda: hotloop.Closure("2.0", "1.0", 5, 1, 5, restrictions={3: np.ma.array(2, mask=True)}),
    "size": lambda: hotloop.Closure("2.0", "1.0", np.ma.array(5, mask=True), 1, 5),
}


@pytest.mark.parametrize("what", REFUSED)
def test_masked_entries_are_refused(what):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of NumPy, where it makes NaN of one
        with pytest.raises(ValueError, match=r"has masked entries.*\.filled\("):
            REFUSED[what]()


def test_masked_arrays_without_masked_entries_are_arrays():
    a = np.ma.array([[2, 1], [1, 1]], mask=False)
    result = matrix_power(a, 2)
    assert type(result) is np.ndarray and result.tolist() == [[5, 3], [3, 2]]
    assert matrix_power(MASKED.filled(0), 2).tolist() == [[4, 0], [3, 1]]


def test_other_containers():
    matrix = np.array([[2, 1], [1, 1]]).view(np.matrix)
    assert type(matrix_power(matrix, 2)) is np.ndarray and matrix_power(matrix, 2).tolist() == [[5, 3], [3, 2]]
    for a in (3, np.array(3.0), np.ma.masked_equal(3, 4)):
        with pytest.raises(hotloop.LinAlgError, match="0-dimensional"):
            matrix_power(a, 2)
    for n in (-1, 0, 3, 2**70, -2**70):
        for shape in ((0, 0), (0, 3, 3), (2, 0, 0)):
            for dtype in (float, int, np.uint64):
                for options in ({}, {"singular": "nan"} if n >= 0 or dtype is float else {"exact": True}):
                    assert matrix_power(np.empty(shape, dtype), n, **options).shape == shape


def test_data_frames():
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame([[2, 1], [1, 1]])
    assert matrix_power(frame, 2).tolist() == [[5, 3], [3, 2]]
    assert matrix_power(frame * 0.5, 2).tolist() == [[1.25, 0.75], [0.75, 0.5]]
