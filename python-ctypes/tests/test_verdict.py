"""Verdicts: what fails first, and the SDs that a mean allows."""

import math
from fractions import Fraction

import brute
import pytest

import hotloop

# Sigirci & Wansink 2015 (retracted), Table 2: mean and SD for six groups, a scale from 1 to 9
REGRET_SIZES = [18, 18, 7, 17, 19, 10]
REGRET = """
2.63 2.06 4.82 2.55 6.00 2.00 1.76 1.82 3.53 2.39 4.40 3.24
2.39 1.94 3.44 2.47 3.71 1.49 2.26 1.79 1.68 1.42 2.90 2.08
2.17 1.88 2.94 2.12 2.43 1.51 1.97 1.68 1.45 0.94 2.25 1.81
2.11 1.81 3.89 2.59 3.71 1.79 1.67 1.28 1.67 1.24 3.50 2.74
2.50 2.20 4.28 2.44 4.57 2.22 2.00 1.45 2.14 1.77 3.92 2.81
"""


def regret():
    for line in REGRET.split("\n")[1:-1]:
        texts = line.split()
        yield from zip(texts[::2], texts[1::2], REGRET_SIZES)


def test_the_table_on_regret():
    """As van der Zee, Anaya & Brown (2017): 10 means and 8 further SDs are impossible."""
    reasons = [hotloop.Closure(mean, sd, n, 1, 9).reason for mean, sd, n in regret()]
    assert len(reasons) == 30
    counted = {reason: reasons.count(reason) for reason in reasons}
    assert counted == {"possible": 12, "mean (GRIM)": 10, "sd (GRIMMER)": 8}


@pytest.mark.parametrize("problem, reason", [
    (("3.44", "2.47", 18, 1, 9), "sd (GRIMMER)"),
    (("2.63", "2.06", 18, 1, 9), "mean (GRIM)"),
    (("4.28", "2.44", 18, 1, 9), "possible"),
    (("31.92", "4.83", 29, 0, 63), "mean (GRIM)"),
    (("5.19", "1.34", 28, 1, 7), "mean (GRIM)"),
    (("7.3", "2.51", 12, 0, 20), "sd (GRIMMER)"),
    (("1.3", "0.9", 9, 1, 5), "no dataset"),
    (("0.11", "0.31", 40, 0, 1), "mean (GRIM)"),
    (("10.0", "2.0", 3, 1, 5), "mean outside scale"),
    (("0.9", "1.0", 20, 1, 5), "mean outside scale"),
    ((".5", "5", 100, 0, 4), "sd above largest"),
    (("3.5", "0.3", 20, 1, 5), "sd below smallest"),
    (("3.0", "0.0", 20, 1, 5), "possible"),
])
def test_reasons(problem, reason):
    found = hotloop.Closure(*problem)
    verdict = found.verdict()
    assert found.reason == verdict.reason == reason
    assert verdict.possible is found.possible is (reason == "possible")
    assert repr(verdict.sd_range) == repr(found.sd_range)


@pytest.mark.parametrize("n, low, high, items", [
    (2, 0, 5, 1), (5, 1, 5, 1), (6, -3, 2, 1), (8, 1, 4, 1), (4, 0, 2, 3)])
@pytest.mark.parametrize("ddof", [0, 1])
def test_the_sds_that_a_mean_allows(n, low, high, items, ddof):
    variances = {}
    for row in brute.all_datasets(n, low, high, items):
        mean, variance = brute.mean_and_variance(row, items, ddof)
        variances.setdefault(mean, []).append(variance)
    for mean, all_of_them in variances.items():
        found = hotloop.Closure(str(round(float(mean), 6)), "1.0", n, low, high, items=items, ddof=ddof)
        for told, exact in zip(found.sd_range, (min(all_of_them), max(all_of_them))):
            assert abs(told - math.sqrt(exact)) <= 2 * math.ulp(told) if told else exact == 0


def test_a_window_of_several_means():
    found = hotloop.Closure("3.0", "1.0", 6, 1, 5, mean_error="0.5")
    rows = brute.datasets("3", "0", 6, 1, 5, ".5", "9")
    variances = [brute.mean_and_variance(row)[1] for row in rows]
    ends = math.sqrt(min(variances)), math.sqrt(max(variances))
    assert found.sd_range == pytest.approx(ends, rel=1e-15)


def test_an_sd_at_the_end_of_the_range_is_possible():
    low, high = hotloop.Closure("3.50", "1", 20, 1, 5).sd_range
    for sd in (low, high):
        assert hotloop.Closure("3.50", sd, 20, 1, 5, sd_error=1e-9).possible
    assert hotloop.Closure("3.50", low - 2e-9, 20, 1, 5, sd_error=1e-9).reason == "sd below smallest"
    assert hotloop.Closure("3.50", high + 2e-9, 20, 1, 5, sd_error=1e-9).reason == "sd above largest"


def test_no_sum_no_range():
    assert all(map(math.isnan, hotloop.Closure("2.63", "2.06", 18, 1, 9).sd_range))


def test_possible_is_the_verdict_of_the_count():
    for n in range(2, 30):
        for sd in ("0.00", "0.71", "1.14", "1.15", "2.00"):
            found = hotloop.Closure("2.50", sd, n, 1, 5)
            assert (found.reason == "possible") is (found.count > 0)


def test_a_hopeless_table_does_not_stop_a_test_that_needs_none():
    assert hotloop.Closure("50.9575", "28.7599", 1000, 1, 100, mean_error="0").reason == "mean (GRIM)"
    assert Fraction(hotloop.Closure("50.9570", "28.7599", 1000, 1, 100).sd_range[0]) > 0
