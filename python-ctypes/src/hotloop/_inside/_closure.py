"""CLOSURE: every dataset of whole numbers that prints as a mean and an SD."""

from functools import wraps
from typing import TYPE_CHECKING, Any, Callable, Mapping, Optional, SupportsIndex, Tuple, TypeVar, Union, cast

import numpy as np

from ._abi import CLOSURE_MEAN_COMPUTED, CLOSURE_SD_COMPUTED
from ._choices import truth
from ._datasets import Datasets
from ._numbers import (
    Number,
    Reading,
    Whole,
    known_digits,
    plain_text,
    read_number,
    thread_count,
    whole,
    whole_of_any_size,
)
from ._problem import Problem, read_problem
from ._restrictions import count_bounds, read_restrictions
from ._rounding import rounding_bits
from ._summaries import Summaries
from ._tables import Tables
from ._verdict import Verdict, sd_range, verdict
from ._zeros import read_digits, warn_of_lost_zeros, with_zeros

if TYPE_CHECKING:
    from ._choices import Reason, Rounding

Digits = Union[None, SupportsIndex, Tuple[Optional[SupportsIndex], Optional[SupportsIndex]]]
Restrictions = Mapping[Any, Any]

_REPORT = ("mean", "sd", "n", "scale_min", "scale_max")
_HALF_POINTS = "the ends of a scale are whole numbers; if it has half points, write items=2 as well"

_Call = TypeVar("_Call", bound=Callable[..., Any])


def _needs_a_report(function: _Call) -> _Call:
    """The function, but what is missing gets a sentence of its own."""
    @wraps(function)
    def checked(*given: Any, **named: Any) -> Any:
        reported = given[1:] if function.__name__ == "__init__" else given
        missing = [name for name in _REPORT[len(reported):] if name not in named]
        if missing and set(missing) <= {"scale_min", "scale_max"}:
            raise TypeError(f"no scale: {' and '.join(missing)} missing; write the smallest and the largest "
                            "answer, such as 1 and 5. Tests that need no scale are grim, grimmer: "
                            "hotloop_closure_verdict in C does them")
        if missing:
            raise TypeError(f"missing: {', '.join(missing)}; write mean, sd, n, scale_min and scale_max, as in "
                            'Closure("3.50", "1.20", 20, 1, 5)')
        return function(*given, **named)

    return cast(_Call, checked)


class Closure(Datasets, Summaries):
    """All datasets of n whole numbers on a scale that print as this mean and SD.

    A dataset is n values in ascending order, each from scale_min to scale_max.
    It counts when its mean lies within mean ± mean_error and its SD within
    sd ± sd_error, exactly; rounding says which ends count.

    Parameters
    ----------
    mean, sd : str, int, float, Decimal or NumPy number
        As printed. Write "3.50", not 3.5, when the paper prints 3.50: a
        number cannot keep its trailing zeros, and each of them makes the
        window ten times narrower. A float or Decimal with more than 12
        significant digits was computed, as by np.mean and np.std: it stands
        for half a unit of its 12th, on both sides, or for 1e-13 of the larger
        of mean and SD where that is more (float32: 6 digits, 1e-6; float16: 3
        digits, 1e-2). Every digit of a string counts.
    n : int
        How many values a dataset has; 2 or more. Whole numbers may come as
        from tables: 20, 20.0, "20".
    scale_min, scale_max : int
        The smallest and largest value that may occur.
    mean_error, sd_error : str or number, optional
        Half the width of the window. Default: half a unit of the last digit
        of mean and of sd, which is what rounding does. No smaller than what
        a computed number stands for.
    digits : int or (int, int), optional
        How many decimals the paper prints, of both or of mean and sd: 2 reads
        3.5 as "3.50". A number that has more is refused.
    items : int, default 1
        Each value is the mean of this many whole numbers, so that the scale
        has steps of 1/items. Rows and `scale_values` are then in units of
        1/items: divide them by items.
    rounding : str, default "up_or_down"
        What happened to ties, in mean and SD alike. "up_or_down": either, so
        both ends of the window count. "up" and "down": the lower, the upper
        end counts. "even": both ends when the last digit is even, none when
        it is odd. "ceiling", "floor" and "trunc": the printed number is the
        next above, below or towards zero, and the window a whole unit on one
        side.
    threshold : int, default 5
        Numbers are rounded up from this digit on, 1 to 9: 4 prints 1.14 as 1.2.
    symmetric : bool, default False
        "up" and "down" mean away from and towards zero.
    ddof : int, default 1
        The SD divides by n - ddof: 1, or 0.
    restrictions : mapping, optional
        How often values occur: {value: times} or {value: (least, most)}. A
        value is an int, a Fraction, or a decimal that names one value of the
        scale, such as "3.67", or the float 11/3, with items=3.
    attained : bool, default False
        scale_min and scale_max both occur.

    Attributes
    ----------
    possible : bool
        Whether any dataset prints so; also bool(c).
    reason : str
        "possible", or the first test that fails; see `verdict`.
    count : int
        How many do, exactly; log2_count for numbers of any size.
    sd_range : (float, float)
        The smallest and the largest SD that the mean allows on this scale.
    scale_values : array of int32
        The values that a row can hold.
    mean, sd, mean_error, sd_error : str
        The numbers as they were read, and the errors that were used; the other
        arguments have their names too.
    notes : tuple of str
        A sentence for each number that was read as computed.

    A Closure is the sequence of its datasets: c[k], c[a:b], `for row in c`,
    `row in c`, len(c). Nothing is listed before one of these, `blocks` or NumPy
    asks for it; the tables for that are built once, then, and kept. Counting
    takes less memory than they do. Two are equal when they ask the same: "3.50"
    and Decimal("3.50") are one mean, and 3.5 is another.

    Raises
    ------
    ValueError
        A number is malformed or out of range. A mean outside the scale is
        none of these: it has no datasets.
    TypeError
        An argument is of the wrong type, None or a truth value.

    Warns
    -----
    UserWarning
        mean and sd are floats that may have lost zeros: one shows fewer
        decimals than the other, or both show one. Strings, digits and errors
        leave no doubt.
    """

    @_needs_a_report
    def __init__(self, mean: Number, sd: Number, n: Whole, scale_min: Whole, scale_max: Whole, *,
                 mean_error: Optional[Number] = None, sd_error: Optional[Number] = None,
                 digits: Digits = None, items: Whole = 1, rounding: "Rounding" = "up_or_down",
                 threshold: Whole = 5, symmetric: bool = False, ddof: Whole = 1,
                 restrictions: Optional[Restrictions] = None, attained: bool = False) -> None:
        self.digits = digits
        decimals = read_digits(digits)
        self._readings = (with_zeros("mean", mean, read_number("mean", mean), decimals[0]),
                          with_zeros("sd", sd, read_number("sd", sd), decimals[1]))
        self.mean, self.sd = (reading.text for reading in self._readings)
        self.n = whole("n", n)
        self.scale_min = whole("scale_min", scale_min, _HALF_POINTS)
        self.scale_max = whole("scale_max", scale_max, _HALF_POINTS)
        self.items = whole("items", items)
        if self.items < 1:
            raise ValueError(f"items ({self.items}) must be 1 or more")
        self.rounding, self.threshold = rounding, whole("threshold", threshold)
        self.symmetric, self.attained = truth("symmetric", symmetric), truth("attained", attained)
        self.ddof = whole("ddof", ddof)
        self.restrictions = read_restrictions(restrictions)
        self._errors = (_optional("mean_error", mean_error), _optional("sd_error", sd_error))
        self._tables = Tables(self._read())
        self._verdict: Optional[Verdict] = None
        if not any(self._is_computed):
            settled = [error is not None or decimals != (None, None) for error in self._errors]
            warn_of_lost_zeros((mean, sd), self._readings, (settled[0], settled[1]))

    def _read(self) -> Problem:
        bits = rounding_bits(self.rounding, self.threshold, self.symmetric, self.ddof)
        scale = (self.scale_min, self.scale_max)
        problem = read_problem(self._readings, self.n, scale, self.items, self._errors, bits,
                               self.attained)
        if not self.restrictions:
            return problem
        return problem._replace(bounds=count_bounds(self.restrictions, self.n, *scale, self.items))

    @property
    def _is_computed(self) -> Tuple[bool, bool]:
        flags = self._tables.problem.struct().flags
        return bool(flags & CLOSURE_MEAN_COMPUTED), bool(flags & CLOSURE_SD_COMPUTED)

    @property
    def mean_error(self) -> str:
        """Half the width of the mean's window, as text."""
        return plain_text(self._tables.problem.struct().mean_error)

    @property
    def sd_error(self) -> str:
        """Half the width of the SD's window, as text."""
        return plain_text(self._tables.problem.struct().sd_error)

    @property
    def notes(self) -> Tuple[str, ...]:
        """A sentence for each number that was read as computed."""
        numbers = (("mean", self.mean, self.mean_error), ("sd", self.sd, self.sd_error))
        return tuple(f"{name} {text} was read as computed: {known_digits(text, float(error))} ±{error}"
                     for (name, text, error), computed in zip(numbers, self._is_computed) if computed)

    @property
    def possible(self) -> bool:
        """Whether any dataset prints so; also bool(c). Lists nothing."""
        return self._tables.total()[0] != 0

    @property
    def log2_count(self) -> float:
        """The logarithm to base 2 of the number of datasets, of any size; -inf for none."""
        return self._tables.total()[1]

    def verdict(self) -> Verdict:
        """(possible, reason, sd_range): whether any dataset prints so, and what fails first if not.

        Reasons, in the order of the tests: "mean outside scale"; "mean (GRIM)",
        no sum prints as the mean; "sd below smallest" and "sd above largest",
        outside sd_range; "sd (GRIMMER)", no sum of squares prints as the SD;
        "no dataset", each fits by itself and nothing fits all; "possible".
        """
        if self._verdict is None:
            self._verdict = verdict(self._tables)
        return self._verdict

    @property
    def reason(self) -> "Reason":
        """"possible", or the first test that fails; see `verdict`."""
        return self.verdict().reason

    @property
    def sd_range(self) -> Tuple[float, float]:
        """The smallest and the largest SD that the mean allows on this scale; NaN when no sum
        prints as the mean. Restrictions are not considered."""
        return sd_range(self._tables.problem)

    def __bool__(self) -> bool:
        return self.possible

    def _asked(self) -> Tuple[Any, ...]:
        """The arguments, each in one form."""
        problem = self._tables.problem
        bounds = None if problem.bounds is None else tuple(array.tobytes() for array in problem.bounds)
        return (self.mean, self.sd, self.rounding, self.threshold, self.symmetric, self.ddof, problem.words,
                bounds)

    def __eq__(self, other: object) -> bool:
        return self._asked() == other._asked() if isinstance(other, Closure) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._asked())

    def __repr__(self) -> str:
        mean, sd = self._is_computed
        return (f"<Closure mean {_window(self.mean, self.mean_error, mean, self._errors[0])}, "
                f"SD {_window(self.sd, self.sd_error, sd, self._errors[1])}, "
                f"n {self.n}, scale {self.scale_min}–{self.scale_max}{self._options()}: "
                f"{self._count_text()}>")

    def _options(self) -> str:
        """What differs from the defaults, for the verdict holds under it alone."""
        shown = [(f"items {self.items}", self.items > 1),
                 (f"rounding {self.rounding}", self.rounding != "up_or_down"),
                 (f"threshold {self.threshold}", self.threshold != 5),
                 ("symmetric", self.symmetric),
                 (f"ddof {self.ddof}", self.ddof != 1),
                 (f"restrictions {self.restrictions}", self.restrictions),
                 ("attained", self.attained)]
        return "".join(f", {text}" for text, differs in shown if differs)

    def _count_text(self) -> str:
        count, log2 = self._tables.total()
        if count is None:
            return f"about 2**{log2:.1f} datasets"
        return f"{count:,} dataset{'' if count == 1 else 's'}"


@_needs_a_report
def closure(mean: Number, sd: Number, n: Whole, scale_min: Whole, scale_max: Whole, *,
            max_bytes: Whole = 2**31, threads: SupportsIndex = 1,
            mean_error: Optional[Number] = None, sd_error: Optional[Number] = None,
            digits: Digits = None, items: Whole = 1, rounding: "Rounding" = "up_or_down",
            threshold: Whole = 5, symmetric: bool = False, ddof: Whole = 1,
            restrictions: Optional[Restrictions] = None, attained: bool = False) -> np.ndarray:
    """Every dataset that prints as this mean and SD: an int32 array (count, n).

    Rows are sorted, and there are none, shape (0, n), when no dataset fits.
    A list above max_bytes is refused with its size (ValueError). threads: how
    many share the rows, -1 for all CPUs; the result is the same. The other
    options, and the errors, are those of `Closure`.

    >>> hotloop.closure("2.2", "0.7", 16, 1, 5).shape
    (9, 16)
    """
    max_bytes, threads = whole_of_any_size("max_bytes", max_bytes), thread_count(threads)
    found = Closure(mean, sd, n, scale_min, scale_max, mean_error=mean_error, sd_error=sd_error,
                    digits=digits, items=items, rounding=rounding, threshold=threshold,
                    symmetric=symmetric, ddof=ddof, restrictions=restrictions, attained=attained)
    return found._rows(0, found._tables.count_to_list(), max_bytes, threads)


def _optional(name: str, value: Optional[Number]) -> Optional[Reading]:
    return None if value is None else read_number(name, value)


def _window(text: str, error: str, computed: bool, given: Optional[Reading]) -> str:
    """3.50 ±0.005; a computed number without the digits that mean nothing."""
    if not computed:
        return f"{text} ±{error}"
    return known_digits(text, float(error)) + (" (computed)" if given is None else f" ±{error} (computed)")
