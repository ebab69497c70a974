"""Datasets found by trying all of them, in exact arithmetic; slow and plain."""

from fractions import Fraction
from itertools import combinations_with_replacement


def all_datasets(n, low, high, items=1):
    """Every sorted row of n values, in units of 1/items."""
    return combinations_with_replacement(range(low * items, high * items + 1), n)


def mean_and_variance(row, items=1, ddof=1):
    """Exactly, in the unit of the scale."""
    mean = Fraction(sum(row), len(row))
    variance = sum((value - mean) ** 2 for value in row) / (len(row) - ddof)
    return mean / items, variance / items**2


def datasets(mean, sd, n, low, high, mean_error, sd_error, items=1, ddof=1):
    """Every dataset whose exact mean and variance lie in the windows, ends included."""
    mean, sd, mean_error, sd_error = map(Fraction, (mean, sd, mean_error, sd_error))
    least, most = max(sd - sd_error, 0) ** 2, (sd + sd_error) ** 2
    rows = []
    for row in all_datasets(n, low, high, items):
        centre, variance = mean_and_variance(row, items, ddof)
        if abs(centre - mean) <= mean_error and least <= variance <= most:
            rows.append(row)
    return sorted(rows)
