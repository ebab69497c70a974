"""Summaries against the list they summarise, and against published figures."""

from fractions import Fraction
from statistics import median

import numpy as np
import pytest

import hotloop

UNSUM = dict(mean="2.7", sd="1.9", n=130, scale_min=1, scale_max=5, mean_error=".05", sd_error=".05")

PROBLEMS = [
    dict(mean="2.2", sd="0.7", n=16, scale_min=1, scale_max=5),
    dict(mean="3.5", sd="1.2", n=50, scale_min=0, scale_max=7, sd_error="0.005"),
    dict(mean="3.5", sd="1.2", n=50, scale_min=0, scale_max=7, sd_error="0.005", attained=True),
    dict(mean="-0.5", sd="1.1", n=6, scale_min=-2, scale_max=2, mean_error=".4", sd_error=".3"),
    dict(mean="1.95", sd="1.55", n=20, scale_min=1, scale_max=5, items=3),
    dict(mean="3.25", sd="2.05", n=20, scale_min=1, scale_max=7, restrictions={3: 2, 4: (0, 1)}),
    dict(mean="2.2", sd="1.3", n=20, scale_min=1, scale_max=5, ddof=0, rounding="even"),
    dict(mean="3", sd="1", n=7, scale_min=1, scale_max=5),
    dict(mean="1.2", sd="0.5", n=12, scale_min=1, scale_max=5),
    dict(mean="1", sd="0", n=7, scale_min=1, scale_max=1),
    dict(mean="0.5", sd="0.5", n=9, scale_min=0, scale_max=1, mean_error=".1"),
    UNSUM,
]


@pytest.fixture(params=PROBLEMS, ids=lambda problem: f"n{problem['n']}-{problem['mean']}", scope="module")
def problem(request):
    found = hotloop.Closure(**request.param)
    return found, np.asarray(found)


def counted(found, rows):
    """How often each value occurs in each dataset."""
    return np.stack([(rows == value).sum(axis=1) for value in found.scale_values], axis=1)


def horns_of(found, rows):
    """Exactly, one for each dataset."""
    half = Fraction(int(found.scale_values[-1] - found.scale_values[0]), 2)
    n = found.n
    return [Fraction(n * sum(x * x for x in row) - sum(row) ** 2, n * n) / half**2 for row in rows.tolist()]


def test_cells(problem):
    found, rows = problem
    cells = found.cells()
    assert cells.dtype.names == ("sum", "sum_of_squares", "mean", "sd", "horns", "count")
    wide = rows.astype(np.int64)
    pairs, count = np.unique(np.stack([wide.sum(axis=1), (wide**2).sum(axis=1)]), axis=1, return_counts=True)
    assert np.array_equal([cells["sum"], cells["sum_of_squares"]], pairs)
    assert np.array_equal(cells["count"], count) and cells["count"].dtype == np.int64
    first = rows[np.cumsum(count) - count] / found.items  # cells come in the order of the list
    assert np.allclose(cells["mean"], first.mean(axis=1), rtol=1e-14)
    assert np.allclose(cells["sd"], first.std(axis=1, ddof=found.ddof), rtol=1e-12)
    if found.scale_values.size > 1:
        half = (found.scale_max - found.scale_min) / 2
        assert np.allclose(cells["horns"], first.var(axis=1) / half**2, rtol=1e-12)
    else:
        assert np.isnan(cells["horns"]).all()


def test_frequencies(problem):
    found, rows = problem
    table, each = found.frequencies(), counted(found, rows)
    assert list(table) == ["value", "absolute", "average", "relative"]
    assert np.array_equal(table["value"], found.scale_values)
    assert np.array_equal(table["absolute"], each.sum(axis=0)) and table["absolute"].dtype == np.int64
    assert np.allclose(table["average"], each.mean(axis=0), rtol=1e-14)
    assert np.allclose(table["relative"], each.mean(axis=0) / found.n, rtol=1e-14)


@pytest.mark.parametrize("group, choose", [("horns_min", min), ("horns_max", max)])
def test_frequencies_of_groups(problem, group, choose):
    found, rows = problem
    if found.scale_values.size == 1:
        chosen = rows
    else:
        horns = horns_of(found, rows)
        wanted = choose(horns)
        chosen = rows[[x == wanted for x in horns]]
    table = found.frequencies(group)
    assert np.array_equal(table["absolute"], counted(found, chosen).sum(axis=0))
    assert np.allclose(table["average"], counted(found, chosen).mean(axis=0), rtol=1e-14)


def test_frequency_dist(problem):
    found, rows = problem
    table, each = found.frequency_dist(), counted(found, rows)
    expected = [np.bincount(column, minlength=found.n + 1) for column in each.T]
    assert np.array_equal(table["n_datasets"], np.concatenate(expected))
    assert np.array_equal(table["value"], np.repeat(found.scale_values, found.n + 1))
    assert np.array_equal(table["count"], np.tile(np.arange(found.n + 1), found.scale_values.size))
    for value, absolute in zip(found.scale_values, found.frequencies()["absolute"]):
        of_value = table["value"] == value
        assert (table["count"] * table["n_datasets"])[of_value].sum() == absolute
        assert table["n_datasets"][of_value].sum() == found.count


def test_ranges(problem):
    found, rows = problem
    table, each = found.ranges(), counted(found, rows)
    assert np.array_equal(table["value"], found.scale_values)
    assert np.array_equal(table["count_lo"], each.min(axis=0))
    assert np.array_equal(table["count_hi"], each.max(axis=0))


def test_horns(problem):
    found, rows = problem
    summary = found.horns()
    assert list(summary) == ["mean", "uniform", "sd", "cv", "mad", "min", "median", "max", "range"]
    if found.scale_values.size == 1:
        assert summary.pop("uniform") == np.inf
        assert all(np.isnan(value) for value in summary.values())
        return
    exact = horns_of(found, rows)
    mean, middle, k = sum(exact) / len(exact), median(exact), found.scale_values.size
    sd = float(sum((x - mean) ** 2 for x in exact) / len(exact)) ** 0.5
    expected = {"mean": mean, "uniform": (k + 1) / (3 * (k - 1)), "sd": sd, "cv": sd / mean,
                "mad": median(abs(x - middle) for x in exact), "min": min(exact), "median": middle,
                "max": max(exact), "range": max(exact) - min(exact)}
    for name, value in expected.items():
        assert summary[name] == pytest.approx(float(value), rel=1e-12, abs=1e-15), name


def test_unsums_example():
    found = hotloop.Closure(**UNSUM)
    assert found.frequencies()["absolute"].tolist() == [358_972, 30_170, 21_940, 30_162, 255_426]
    rounded = {name: float(f"{value:.3g}") for name, value in found.horns().items()}
    assert rounded == {"mean": .881, "uniform": .5, "sd": .0237, "cv": .0269, "mad": .0171, "min": .849,
                       "median": .876, "max": .943, "range": .094}


def test_ranges_of_a_published_problem():
    table = hotloop.Closure("3.5", "1.2", 50, 0, 7, sd_error="0.005").ranges()
    assert table["count_lo"].tolist() == [0] * 8
    assert table["count_hi"].tolist() == [4, 9, 18, 43, 43, 18, 9, 4]


def test_nothing_to_summarise():
    none = hotloop.Closure("3.44", "2.47", 18, 1, 9)
    assert none.cells().size == 0 and none.cells()["count"].dtype == np.int64
    for group in ("all", "horns_min", "horns_max"):
        table = none.frequencies(group)
        assert table["absolute"].tolist() == [0] * 9
        assert np.isnan(table["average"]).all() and np.isnan(table["relative"]).all()
    assert not none.frequency_dist()["n_datasets"].any()
    assert set(none.ranges()["count_lo"]) == set(none.ranges()["count_hi"]) == {-1}
    horns = none.horns()
    assert horns.pop("uniform") == pytest.approx(10 / 24)
    assert all(np.isnan(value) for value in horns.values())


def test_numbers_beyond_int64_are_pythons(long_list):
    count = long_list.cells()["count"]
    assert count.dtype == object and all(type(number) is int for number in count)
    assert count.max() > 2**63 and count.sum() == long_list.count


def test_groups_that_are_none():
    with pytest.raises(ValueError, match="group is 'min'; choose \"all\", \"horns_min\" or \"horns_max\""):
        hotloop.Closure("2.2", "0.7", 16, 1, 5).frequencies("min")
