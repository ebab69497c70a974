"""What a wrong argument is answered: one sentence that names it and says what to write instead."""

import warnings
from types import SimpleNamespace

import numpy as np
import pytest

import hotloop
from hotloop import (
    Closure,
    cubic,
    cubic_condition,
    cubic_discriminant_sign,
    cubic_real_roots,
    cubic_roots,
    matrix_power,
    matrix_power_apply,
    orbit_roots,
    orbit_step_roots,
)

REPORT = ("3.50", "1.20", 20, 1, 5)
NONE = Closure("3.55", "0.01", 20, 1, 5)
SOME = Closure("3.5", "1.2", 20, 1, 5)
WIDE = Closure("300", "100", 3, 0, 500)
F, I = np.eye(2), np.array([[1, 1], [1, 0]])


class Series:
    """A column of a table, as pandas has it."""

    def __init__(self, *values):
        self._values = values

    def __len__(self):
        return len(self._values)

    def __array__(self, dtype=None, copy=None):
        return np.array(self._values, dtype)

    def to_dict(self):
        return dict(enumerate(self._values))

    def items(self):
        return self.to_dict().items()


def of(*arguments, **options):
    return lambda: Closure(*(arguments or REPORT), **options)


ONE_REPORT = "give one report a call, in a loop over the rows"

REPORTS = [
    (of("45%", "1", 20, 0, 100), 'mean ("45%") is a percentage; write "0.45" on a scale from 0 to 1, '
                                 "or no % on 0 to 100"),
    (of("0.45", "7.5 %", 20, 0, 1), 'sd ("7.5 %") is a percentage; write "0.075" on a scale'),
    (of("3.50", "1.20", 20), "no scale: scale_min and scale_max missing; write the smallest and the largest "
                             "answer, such as 1 and 5. Tests that need no scale are grim, grimmer"),
    (lambda: hotloop.closure("3.50", "1.20", 20), "no scale: scale_min and scale_max missing; write"),
    (of("3.50", "1.20", 20, 1), "no scale: scale_max missing; write"),
    (lambda: Closure(), "missing: mean, sd, n, scale_min, scale_max; write mean, sd, n, scale_min and "
                        'scale_max, as in Closure("3.50", "1.20", 20, 1, 5)'),
    (lambda: Closure("3.50", n=20, scale_min=1, scale_max=5), "missing: sd; write"),
    (of("3.50", "1.20", 20, 1.5, 5), "scale_min is 1.5; the ends of a scale are whole numbers; if it has half "
                                     "points, write items=2 as well"),
    (of("3.50", "1.20", 20, 1, "5.5"), "scale_max is '5.5'; the ends of a scale are whole numbers; if it has"),
    (of("3.50", "1.20", 20, "1-5", 5), "scale_min is '1-5'; write a whole number"),
    (of("3.50", "1.20", 20, (1, 5), 5), "scale_min is a tuple of 2; write a whole number"),
    (of(Series(3.5, 3.6), "1.20", 20, 1, 5), "mean is a Series of 2; " + ONE_REPORT),
    (of("3.50", [1.2, 1.3], 20, 1, 5), "sd is a list of 2; " + ONE_REPORT),
    (of("3.50", "1.20", np.array([20, 30]), 1, 5), "n is an array of 2; " + ONE_REPORT),
    (of("3.50", "1.20", None, 1, 5), "n is missing (None); write a whole number such as 5"),
    (of("3.50", "1.20", 10**30, 1, 5), "n (1.000e+30) must lie between"),
    (of("3.50", "1.20", "20 people", 1, 5), "n is '20 people'; write a whole number such as 5"),
    (of("3.50", "1.20", "1,200", 1, 5), "n is '1,200'; write a whole number such as 1200"),
    (of("3.50", "1.20", 1, 1, 5), "n (1) must be 2 or more: a sample SD needs two values"),
    (of("3.50", "1.20", 20, 5, 1), "scale_min (5) is larger than scale_max (1); swap them"),
    (of("3.50", "-1.20", 20, 1, 5), 'sd ("-1.20") must not be negative'),
    (of(items=1.5), "items is 1.5; write a whole number such as 5"),
    (of(items=2000), "items (2000) must be from 1 to 1000"),
    (of(rounding="nearest"), "rounding is 'nearest'; choose \"up_or_down\", \"up\", \"down\", \"even\", "
                             '"ceiling", "floor" or "trunc"'),
    (of(rounding=["up"]), "rounding is a list of 1; choose "),
    (of(symmetric="yes"), "symmetric is 'yes'; write True or False"),
    (of(attained=np.array([1, 2])), "attained is an array of 2; write True or False"),
    (of(threshold="half"), "threshold is 'half'; write a whole number such as 5"),
    (of(ddof=2), "ddof (2) must be 1 (the SD divides by n - 1) or 0 (by n)"),
    (of(mean_error=[0.1]), "mean_error is a list of 1; " + ONE_REPORT),
    (of(restrictions=[3, 2]), "restrictions is a list of 2; write a dict {value: times}, such as {3: 2}"),
    (of(restrictions=Series(3, 2)), "restrictions is a Series of 2; write a dict {value: times}, such as {3: 2}; "
                                    ".to_dict() makes one"),
    (of(restrictions=3), "restrictions is 3; write a dict"),
    (of(restrictions={6: 2}), "restrictions: 6 is not on the scale 1 to 5; name values of the scale"),
    (of(restrictions={"three": 2}), "restrictions: 'three' is no number; name a value of the scale"),
    (of(restrictions={3.2: 2}), "restrictions: 3.2 is no value of a scale in steps of 1/1; the nearest is 3"),
    (of(restrictions={3: "many"}), "restrictions[3] is 'many'; write a whole number such as 5"),
    (of(restrictions={3: (1, 2, 3)}), "restrictions[3] is a tuple of 3; write how often, or (least, most)"),
]

DATASETS = [
    (lambda: NONE[0], "no dataset fits this mean and SD, so there is no c[0]; see .reason"),
    (lambda: NONE.sample(5), "no dataset has this mean and SD, so there is none to draw; see .reason"),
    (lambda: SOME[10**6], f"there is no dataset 1000000 among {SOME.count:,}; the last one is c[{SOME.count - 1}]"),
    (lambda: SOME["0"], "a Closure is indexed by '0'; write a whole number, as in c[0], or a slice"),
    (lambda: SOME[0, 1], "a Closure is indexed by a tuple of 2; write a whole number"),
    (lambda: SOME["a":], "a slice of a Closure is slice('a', None, None); write whole numbers, as in c[0:10]"),
    (lambda: SOME[0:9:3], "the step is 3, and datasets are listed one after another; write c[0:9][::3]"),
    (lambda: SOME.sample(-1), "size (-1) must be 0 or more"),
    (lambda: SOME.sample(1.5), "size is 1.5; write a whole number such as 5"),
    (lambda: SOME.sample(10**17), "size (100,000,000,000,000,000) asks for 8.0 EB; draw fewer at a time"),
    (lambda: SOME.sample(5, seed="x"), "seed is 'x'; write a whole number such as 5"),
    (lambda: SOME.sample(5, seed=-1), "seed (-1) must be at least 0 and less than 2**64"),
    (lambda: SOME.blocks("many"), "rows is 'many'; write a whole number such as 5"),
    (lambda: SOME.blocks(0), "rows (0) must be 1 or more"),
    (lambda: SOME.blocks(dtype="int99"), "dtype is 'int99', which NumPy does not know; use int32, int16 or uint8"),
    (lambda: SOME.blocks(dtype=float), "dtype float64 is not available for rows; use int32, int16 or uint8"),
    (lambda: WIDE.blocks(dtype="uint8"), "dtype cannot hold the value 500; take a wider one"),
    (lambda: SOME.blocks(start=-1), "start (-1) must be 0 or more"),
    (lambda: SOME.blocks(threads=[1, 2]), "threads is a list of 2; write a whole number such as 2"),
    (lambda: SOME.rank([1, 2]), "a dataset has 20 values in one axis, and this has shape (2,)"),
    (lambda: SOME.rank([9] * 20), "this is no dataset: its values leave 1 to 5"),
    (lambda: SOME.frequencies("horn_min"), "group is 'horn_min'; choose \"all\", \"horns_min\" or \"horns_max\""),
    (lambda: SOME.frequencies(["all"]), "group is a list of 1; choose "),
    (lambda: hotloop.closure(*REPORT, max_bytes="2GB"), "max_bytes is '2GB'; write a whole number such as 5"),
]

MATRICES = [
    (lambda: matrix_power(I, 2, stochastic=True), "stochastic=True needs float entries, not int64; use "
                                                  "a.astype(float)"),
    (lambda: matrix_power(I, -2, column_stochastic=True), "column_stochastic=True needs float entries, not int64"),
    (lambda: matrix_power_apply(F + 0j, 2, [1, 2], stochastic=True), "stochastic=True needs float entries, not "
                                                                     "complex128; use a.astype(float)"),
    (lambda: matrix_power(I, 2, mod=7, stochastic=True), "stochastic=True and mod do not go together: "
                                                         "probabilities are floats, residues integers"),
    (lambda: matrix_power(F, 2, stochastic=True, triangular=True), "stochastic and triangular are both True; "
                                                                   "choose the one that a is"),
    (lambda: matrix_power(F, 2, symmetric=F), "symmetric is an array of shape (2, 2); write True or False"),
    (lambda: matrix_power(F, -2, stochastic=True), "n is below 0: the inverse of a stochastic matrix need not"),
    (lambda: matrix_power(F, 2, out=np.matrix(F)), "out is a np.matrix; write np.asarray(out), which shares its "
                                                   "memory"),
    (lambda: matrix_power(F, 2, out=[1]), "out is a list; it must be a NumPy array, such as np.empty((2, 2))"),
    (lambda: matrix_power(F, 2, out=I), "out has dtype int64; the results are float64, so give np.empty((2, 2), "
                                        "np.float64)"),
    (lambda: matrix_power(I.astype(object), -1), "a has dtype object, which NumPy cannot invert, and n is negative; "
                                                 "use a.astype(float)"),
    (lambda: matrix_power(F.astype(np.float16), -1), "a has dtype float16, which NumPy cannot invert"),
    (lambda: matrix_power(None, 2), "a is None, 0-dimensional; give a square matrix"),
    (lambda: matrix_power(3, F), "a is 3, 0-dimensional; give a square matrix"),
    (lambda: matrix_power(SimpleNamespace(toarray=None), 2), "a is namespace(toarray=None), 0-dimensional; give a "
                                                             "square matrix; .toarray() makes an array"),
    (lambda: matrix_power([[1, 2], [3]], 2), "a is a list of 2 that is no array; give rows of one length"),
    (lambda: matrix_power([[1, 2]], 2), "Last 2 dimensions of the array must be square: a has shape (1, 2)"),
    (lambda: matrix_power([["a", "b"], ["c", "d"]], 2), "a has dtype <U1, which has no products; give numbers"),
    (lambda: matrix_power([[None, 1], [1, 1]], 2), "a has dtype object and entries that do not multiply"),
    (lambda: matrix_power(F, 2.0), "exponent must be an integer, and n is 2.0; write 2"),
    (lambda: matrix_power(F, "2"), "exponent must be an integer, and n is '2'"),
    (lambda: matrix_power(I, 2, mod="7"), "mod must be an integer, and is '7'; write one such as 7"),
    (lambda: matrix_power(I, 2, overflow="warp"), "overflow is 'warp'; choose \"raise\" or \"wrap\""),
    (lambda: matrix_power(F, -1, singular="nn"), "singular is 'nn'; choose \"raise\" or \"nan\""),
    (lambda: matrix_power(F, 2, exact=True), "exact=True needs integer entries, not float64; use "
                                             "a.astype(np.int64)"),
    (lambda: matrix_power_apply(F, 2, None), "v is None; it must be a vector (2,) or columns (2, k)"),
    (lambda: matrix_power_apply(F, 2, [[1], [2, 3]]), "v is a list of 2 that is no array; give rows of one length"),
    (lambda: matrix_power_apply(F, 2, [1, None]), "v has dtype object and entries that do not multiply"),
    (lambda: matrix_power_apply(I, 2, np.array([1, 2], np.uint64)), "int64 and uint64 have no integer dtype in "
                                                                    "common; use .astype(np.int64)"),
]

CUBICS = [
    (lambda: cubic_roots(1, 2, 3, 4, imag_tolerance=np.array([1e-9, 1])), "imag_tolerance is an array of 2; write "
                                                                          "one number, such as 1e-9"),
    (lambda: cubic_roots(1, 2, 3, 4, imag_tolerance="1e-9"), "imag_tolerance is '1e-9'; write one number"),
    (lambda: cubic_roots(1, 2, 3, 4, distinct="yes"), "distinct is 'yes'; write True or False"),
    (lambda: cubic_roots(1, 2, 3, 4, out=np.matrix(F)), "out is a np.matrix; write np.asarray(out)"),
    (lambda: cubic_roots(None, 2, 3, 4), "a is None; it must be real numbers, such as 1.5"),
    (lambda: cubic_roots([None], 2, 3, 4), "a has an entry that is no real number"),
    (lambda: cubic_roots([10**400], 2, 3, 4), "a is too large for a double, whose largest is 1.8e308"),
    (lambda: cubic_roots([1, 2], [1, 2, 3], 3, 4), "the shapes of a (2,), b (3,), c () and d () do not broadcast; "
                                                   "give arrays of one shape, or numbers"),
    (lambda: cubic_roots([[1], [1, 2]], 2, 3, 4), "a is a list of 2 that is no array; give rows of one length"),
    (lambda: cubic_real_roots([1], 2, 3, 4, out=(1, 2, 3)), "out is a tuple of 3; there are 2 results"),
    (lambda: cubic(1, 2, 3, "4"), "d is '4'; it must be a real number, such as 1.5"),
    (lambda: cubic(10**400, 2, 3, 4), "a is too large for a double, whose largest is 1.8e308"),
    (lambda: cubic(1, 2, np.ones(9), 4), "c is an array of 9; it must be a real number"),
    (lambda: cubic_discriminant_sign(1, [np.nan], 3, 4), "b is NaN or infinite, where the discriminant has no sign"),
    (lambda: cubic_condition(1, 2, 3, "x"), "d is 'x'; it must be real numbers, such as 1.5"),
    (lambda: orbit_roots(1, None), "y0 is None; it must be real numbers, such as 1.5"),
    (lambda: orbit_roots([1, 2], [1, 2, 3]), "the shapes of x0 (2,) and y0 (3,) do not broadcast; give"),
    (lambda: orbit_step_roots(1, 2, 3, threads=1.5), "threads is 1.5; write a whole number such as 2"),
]

EXPECTED = (TypeError, ValueError, IndexError, OverflowError, MemoryError)


@pytest.mark.parametrize("ask, sentence", REPORTS + DATASETS + MATRICES + CUBICS)
def test_one_sentence_says_what_to_write(ask, sentence):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PendingDeprecationWarning)  # np.matrix
        with pytest.raises(EXPECTED) as caught:
            ask()
    told = str(caught.value)
    assert told.startswith(sentence) and "\n" not in told
