"""Rounding: whatever prints so is found, and nothing else, by trying every dataset."""

from collections import defaultdict
from decimal import (ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_DOWN, ROUND_HALF_EVEN,
                     ROUND_HALF_UP, Decimal, localcontext)
from math import isqrt

import brute
import pytest

import hotloop

SCALES = [(2, 0, 4), (3, -2, 2), (4, -2, 2), (5, -1, 2), (5, 1, 5)]


def as_decimal(fraction):
    return Decimal(fraction.numerator) / Decimal(fraction.denominator)


def by_decimal(mode, digits):
    """Prints as Python's decimal does. 50 digits tell every tie from its neighbours."""
    unit = Decimal(1).scaleb(-digits)

    def printed(mean, variance):
        with localcontext() as context:
            context.prec = 50
            texts = [number.quantize(unit, mode) for number in (as_decimal(mean), as_decimal(variance).sqrt())]
        return [tuple(str(abs(text) if text == 0 else text) for text in texts)]
    return printed


def tenths(number_over_unit_squared, threshold):
    """Floor of √q, and how √q - floor compares with threshold / 10, in whole numbers."""
    q = number_over_unit_squared
    whole = isqrt(q.numerator // q.denominator)
    edge = (10 * whole + threshold) ** 2 * q.denominator
    return whole, (100 * q.numerator > edge) - (100 * q.numerator < edge)


def nearest(steps, side, mode):
    """The whole numbers that `steps` and a rest print as; side: the rest against the threshold."""
    if side:
        return [steps + (side > 0)]
    return {"up": [steps + 1], "down": [steps], "up_or_down": [steps, steps + 1],
            "even": [steps + steps % 2]}[mode]


def by_threshold(mode, threshold, digits):
    """By definition: up from `threshold` tenths of a unit on, in mean and SD."""
    def printed(mean, variance):
        scaled = mean * 10**digits
        steps = scaled.numerator // scaled.denominator
        rest = scaled - steps
        side = (10 * rest > threshold) - (10 * rest < threshold)
        whole, above = tenths(variance * 100**digits, threshold)
        return [(text(m, digits), text(s, digits))
                for m in nearest(steps, side, mode) for s in nearest(whole, above, mode)]
    return printed


def text(units, digits):
    number = Decimal(units).scaleb(-digits)
    return str(abs(number) if number == 0 else number)


def check(printed, n, low, high, **options):
    """Each pair that datasets print as has exactly those datasets."""
    expected = defaultdict(set)
    for row in brute.all_datasets(n, low, high):
        for pair in printed(*brute.mean_and_variance(row, ddof=options.get("ddof", 1))):
            expected[pair].add(row)
    for (mean, sd), rows in expected.items():
        found = hotloop.closure(mean, sd, n, low, high, **options)
        assert set(map(tuple, found.tolist())) == rows, (mean, sd)


@pytest.mark.parametrize("scale", SCALES, ids=str)
@pytest.mark.parametrize("digits", [0, 1, 2])
@pytest.mark.parametrize("options, mode", [
    ({"rounding": "even"}, ROUND_HALF_EVEN),
    ({"rounding": "up", "symmetric": True}, ROUND_HALF_UP),
    ({"rounding": "down", "symmetric": True}, ROUND_HALF_DOWN),
    ({"rounding": "ceiling"}, ROUND_CEILING),
    ({"rounding": "floor"}, ROUND_FLOOR),
    ({"rounding": "trunc"}, ROUND_DOWN),
    ({"rounding": "even", "ddof": 0}, ROUND_HALF_EVEN),
], ids=str)
def test_as_pythons_decimal_rounds(options, mode, digits, scale):
    check(by_decimal(mode, digits), *scale, **options)


@pytest.mark.parametrize("scale", SCALES, ids=str)
@pytest.mark.parametrize("threshold", range(1, 10))
@pytest.mark.parametrize("rounding", ["up_or_down", "up", "down", "even"])
def test_thresholds(rounding, threshold, scale):
    check(by_threshold(rounding, threshold, 1), *scale, rounding=rounding, threshold=threshold)


@pytest.mark.parametrize("problem, both, up, down", [
    (("2.2", "0.7", 16, 1, 5), 9, 2, 9),
    (("0.2", "0.5", 12, 0, 6), 1, 0, 1),
    (("3.5", "1.7", 20, 1, 5), 39, 27, 25),
])
def test_published_examples_of_ties(problem, both, up, down):
    counts = {rounding: hotloop.Closure(*problem, rounding=rounding).count
              for rounding in ("up_or_down", "up", "down")}
    assert counts == {"up_or_down": both, "up": up, "down": down}


def test_up_means_away_from_zero_only_when_symmetric():
    for options, count in (({}, 0), ({"symmetric": True}, 1)):
        assert hotloop.Closure("-1", "2", 2, -2, 0, sd_error=2, mean_error=".5", rounding="up",
                               restrictions={-1: 1, 0: 1}, **options).count == count


@pytest.mark.parametrize("options, words", [
    ({"rounding": "half_even"}, "rounding is 'half_even'; choose \"up_or_down\", \"up\", \"down\", \"even\""),
    ({"rounding": None}, "rounding is None"),
    ({"rounding": 3}, "rounding is 3"),
    ({"threshold": 0}, r"threshold \(0\) must lie between 1 and 9"),
    ({"threshold": 10}, r"threshold \(10\) must lie between 1 and 9"),
    ({"rounding": "floor", "threshold": 4}, r"threshold \(4\) has no meaning when rounding is 'floor'"),
    ({"ddof": 2}, r"ddof \(2\) must be 1"),
    ({"ddof": -1}, r"ddof \(-1\) must be 1"),
])
def test_refusals(options, words):
    with pytest.raises(ValueError, match=words):
        hotloop.Closure("2.2", "0.7", 16, 1, 5, **options)


@pytest.mark.parametrize("options", [{"threshold": None}, {"threshold": True}, {"ddof": [1]}, {"ddof": True}])
def test_wrong_types(options):
    with pytest.raises(TypeError, match="write a whole number"):
        hotloop.Closure("2.2", "0.7", 16, 1, 5, **options)
