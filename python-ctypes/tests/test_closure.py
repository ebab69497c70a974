"""Listing: the rows themselves, in blocks, in other dtypes, and refused when too many."""

import pickle
import sys
from decimal import Decimal
from fractions import Fraction

import brute
import numpy as np
import pytest

import hotloop

A = ("3.5", "1.2", 50, 0, 7)


@pytest.mark.parametrize("problem", [
    ("3.0", "1.0", 5, 1, 5, ".05", ".05"),
    ("3", "1", 5, 1, 5, ".5", ".5"),
    ("2.2", "1.3", 6, 1, 5, ".05", ".05"),
    ("-0.5", "1.1", 6, -2, 2, ".1", ".1"),
    ("1.0", "0.0", 2, 1, 5, ".05", ".05"),
    ("2.0", "0.02", 4, 1, 3, ".5", ".05"),
    ("0.5", "0.5", 9, 0, 1, ".1", ".1"),
    ("7.0", "3.0", 3, 0, 20, ".4", ".4"),
    ("1", "0", 7, 1, 1, ".5", ".5"),
    ("3.5", "1.0", 4, 1, 7, "0", "0.05"),
    ("2.5", "1.0", 4, 1, 2, ".05", ".05"),
])
def test_rows_equal_brute_force(problem):
    *head, mean_error, sd_error = problem
    rows = hotloop.closure(*head, mean_error=mean_error, sd_error=sd_error)
    expected = brute.datasets(*problem)
    assert rows.shape == (len(expected), problem[2])
    assert sorted(map(tuple, rows.tolist())) == expected


@pytest.mark.parametrize("items", [2, 3])
def test_rows_with_items_equal_brute_force(items):
    rows = hotloop.closure("2.1", "0.8", 5, 1, 4, items=items)
    expected = brute.datasets("2.1", "0.8", 5, 1, 4, ".05", ".05", items)
    assert len(expected) > 0
    assert sorted(map(tuple, rows.tolist())) == expected


def test_items_say_the_unit_of_rows():
    found = hotloop.Closure("2.1", "0.8", 5, 1, 4, items=2)
    assert found.scale_values.tolist() == [2, 3, 4, 5, 6, 7, 8]
    rows = np.asarray(found) / found.items
    assert np.all(np.abs(rows.mean(axis=1) - 2.1) < 0.0501)
    assert np.all(np.abs(rows.std(axis=1, ddof=1) - 0.8) < 0.0501)


def test_rows_are_sorted_distinct_and_print_so():
    rows = hotloop.closure(*A)
    assert np.all(np.diff(rows, axis=1) >= 0)
    assert len(np.unique(rows, axis=0)) == len(rows) > 0
    assert np.all(np.abs(rows.mean(axis=1) - 3.5) <= 0.05 + 1e-12)
    assert np.all(np.abs(rows.std(axis=1, ddof=1) - 1.2) <= 0.05 + 1e-12)


def test_the_sd_divides_by_n_minus_1():
    assert hotloop.closure("2.0", "1.41", 2, 1, 5).tolist() == [[1, 3]]
    assert hotloop.closure("2.0", "1.00", 2, 1, 5).tolist() == []


def test_no_dataset_is_an_empty_array():
    rows = hotloop.closure("3.44", "2.47", 18, 1, 9)
    assert rows.shape == (0, 18) and rows.dtype == np.int32


@pytest.mark.parametrize("dtype", [np.int32, np.int16, np.uint8])
@pytest.mark.parametrize("rows", [1, 7, 1000, 10**6])
def test_blocks_are_the_list_in_pieces(rows, dtype):
    problem = ("2.2", "1.3", 20, 1, 5)
    blocks = list(hotloop.Closure(*problem).blocks(rows, dtype))
    assert all(block.dtype == dtype and len(block) == rows for block in blocks[:-1])
    assert np.array_equal(np.concatenate(blocks), hotloop.closure(*problem))


def test_a_stretch_of_blocks():
    found = hotloop.Closure(*A)
    rows = np.asarray(found)
    for start, stop in ((0, 0), (5, 5), (9, 3), (10, 300), (0, None), (len(rows) - 1, 10**30),
                        (len(rows), None), (2**127, None)):
        blocks = list(found.blocks(64, start=start, stop=stop))
        assert np.array_equal(np.concatenate([rows[:0], *blocks]), rows[start:stop])


def test_each_block_is_new_memory():
    first, second, *_ = hotloop.Closure(*A).blocks(100)
    assert not np.shares_memory(first, second)
    assert first.flags.writeable and first.flags.c_contiguous


def test_blocks_from_the_middle_of_a_very_long_list():
    found = hotloop.Closure("5.0", "2.5", 50, 0, 10)
    middle = next(found.blocks(1000, np.uint8, start=found.count // 2))
    assert np.all(np.abs(middle.mean(axis=1) - 5.0) <= 0.05 + 1e-12)
    assert len(np.unique(middle, axis=0)) == 1000


def test_ranks_of_two_words():
    found = hotloop.Closure("15.00", "8.00", 60, 0, 40)
    across = next(found.blocks(6, start=2**64 - 3))
    pieces = [*found.blocks(3, start=2**64 - 3, stop=2**64), *found.blocks(3, start=2**64, stop=2**64 + 3)]
    assert np.array_equal(across, np.concatenate(pieces))
    assert len(np.unique(across, axis=0)) == 6


@pytest.mark.parametrize("keywords, message", [
    ({"rows": 0}, r"rows \(0\) must be 1 or more"),
    ({"start": -1}, r"start \(-1\) must be 0 or more"),
    ({"stop": -1}, r"stop \(-1\) must be 0 or more"),
    ({"dtype": np.int64}, "dtype int64 is not available for rows"),
    ({"dtype": ">i4"}, "is not available for rows"),
])
def test_blocks_refuse_at_once(keywords, message):
    with pytest.raises(ValueError, match=message):
        hotloop.Closure(*A).blocks(**keywords)


def test_uint8_is_refused_where_it_would_wrap():
    with pytest.raises(ValueError):
        hotloop.Closure("-0.5", "1.1", 6, -2, 2).blocks(dtype=np.uint8)
    with pytest.raises(ValueError):
        hotloop.Closure("280", "20", 3, 200, 300).blocks(dtype=np.uint8)
    assert next(hotloop.Closure("280", "20", 3, 200, 300).blocks(dtype=np.int16)).max() > 255


def test_a_long_list_is_refused_in_words():
    with pytest.raises(ValueError) as refused:
        hotloop.closure("5.0", "2.5", 50, 0, 10)
    assert str(refused.value).startswith("122,261,912 datasets of 50 values take 24.5 GB as int32")
    assert "blocks" in str(refused.value)


def test_max_bytes_is_exact():
    size = 9 * 16 * 4
    assert len(hotloop.closure("2.2", "0.7", 16, 1, 5, max_bytes=size)) == 9
    with pytest.raises(ValueError, match="9 datasets of 16 values take 576 bytes"):
        hotloop.closure("2.2", "0.7", 16, 1, 5, max_bytes=size - 1)


def test_numpy_is_refused_a_long_list():
    with pytest.raises(ValueError, match="24.5 GB"):
        np.asarray(hotloop.Closure("5.0", "2.5", 50, 0, 10))


def test_as_an_array():
    found = hotloop.Closure("2.2", "0.7", 16, 1, 5)
    rows = hotloop.closure("2.2", "0.7", 16, 1, 5)
    assert np.array_equal(np.asarray(found), rows)
    assert np.asarray(found, dtype=float).dtype == float
    with pytest.raises(ValueError, match="without a copy"):
        found.__array__(copy=False)


def test_repr():
    assert repr(hotloop.Closure(*A, sd_error="0.005")) == (
        "<Closure mean 3.5 ±0.05, SD 1.2 ±0.005, n 50, scale 0–7: 7,980 datasets>")
    assert repr(hotloop.Closure("1.2", "0.5", 12, 1, 5)).endswith(": 1 dataset>")
    assert "scale 1–5, items 3: 57 datasets" in repr(hotloop.Closure("1.95", "1.55", 20, 1, 5, items=3))
    assert repr(hotloop.Closure("6.00", "2", 7, 1, 9)).startswith("<Closure mean 6.00 ±0.005, SD 2 ±0.5,")


def test_repr_tells_what_was_assumed():
    found = hotloop.Closure("2.2", "0.7", 16, 1, 5, rounding="up", threshold=4, symmetric=True, ddof=0,
                            restrictions={3: (0, 9)}, attained=True)
    assert (", scale 1–5, rounding up, threshold 4, symmetric, ddof 0, restrictions {3: (0, 9)}, attained: "
            in repr(found))


def test_the_options_can_be_read_back():
    found = hotloop.Closure("2.2", "0.7", 16, 1, 5, rounding="even", ddof=0, restrictions={3: 1})
    assert (found.rounding, found.threshold, found.symmetric, found.ddof) == ("even", 5, False, 0)
    assert found.restrictions == {3: 1} and found.attained is False


def test_length_and_truth():
    found = hotloop.Closure("2.2", "0.7", 16, 1, 5)
    assert (len(found), bool(found)) == (9, True)
    none = hotloop.Closure("3.44", "2.47", 18, 1, 9)
    assert (len(none), bool(none), none.log2_count) == (0, False, -np.inf)


def test_ddof_0_divides_the_sd_by_n():
    assert hotloop.closure("2.0", "1.00", 2, 1, 5, ddof=0).tolist() == [[1, 3]]
    rows = hotloop.closure("3.0", "0.8", 6, 1, 5, ddof=0)
    expected = brute.datasets("3.0", "0.8", 6, 1, 5, ".05", ".05", ddof=0)
    assert sorted(map(tuple, rows.tolist())) == expected != []


def test_attained_ends_occur():
    rows = np.asarray(hotloop.Closure(*A, sd_error="0.005"))
    both = rows[(rows[:, 0] == 0) & (rows[:, -1] == 7)]
    found = hotloop.Closure(*A, sd_error="0.005", attained=True)
    assert found.count == 1_512
    assert np.array_equal(np.unique(found, axis=0), np.unique(both, axis=0))


def test_a_count_beyond_len_is_still_exact_and_possible():
    found = hotloop.Closure("15.00", "8.00", 60, 0, 40)
    assert found.count > 2**64 > sys.maxsize
    assert bool(found)
    with pytest.raises(OverflowError, match=r"use \.count"):
        len(found)


def test_a_count_of_two_words_is_the_sum_of_its_parts():
    """The window of the SD in twelve, none of whose inner edges is an SD that occurs."""
    edges = [Decimal("7.995") + i * Decimal("0.0008333") for i in range(12)] + [Decimal("8.005")]
    assert all((Fraction(edge) ** 2 * 56 * 55).denominator > 1 for edge in edges[1:-1])
    parts = [hotloop.Closure("15.00", (low + high) / 2, 56, 0, 40, sd_error=(high - low) / 2).count
             for low, high in zip(edges, edges[1:])]
    assert max(parts) < 2**64
    assert sum(parts) == hotloop.Closure("15.00", "8.00", 56, 0, 40).count > 2**64


def test_a_closure_can_be_sent_to_another_process():
    found = hotloop.Closure(*A, restrictions={0: (0, 2)}, attained=True)
    rows = np.asarray(found)
    sent = pickle.dumps(found)
    assert len(sent) < 2000  # the tables stay here
    assert np.array_equal(np.asarray(pickle.loads(sent)), rows)


def test_one_object_in_many_threads():
    from concurrent.futures import ThreadPoolExecutor

    found = hotloop.Closure(*A)
    with ThreadPoolExecutor(8) as threads:
        lists = list(threads.map(lambda _: np.concatenate(list(found.blocks(99))), range(8)))
    assert all(np.array_equal(rows, lists[0]) for rows in lists)
