"""A Closure as the sequence of its datasets: by place, by stretch, one by one, and back."""

import brute
import numpy as np
import pytest

import hotloop

NINE = ("2.2", "0.7", 16, 1, 5)
A = ("3.5", "1.2", 50, 0, 7)


@pytest.fixture(scope="module")
def found():
    return hotloop.Closure(*A, sd_error="0.005")


@pytest.fixture(scope="module")
def rows(found):
    return np.asarray(found)


def test_one_dataset(found, rows):
    for k in (0, 1, 77, len(rows) - 1, -1, -2, -len(rows), np.int64(5)):
        assert np.array_equal(found[k], rows[k])
    assert found[3].dtype == np.int32 and found[3].shape == (50,)


@pytest.mark.parametrize("k", [7_980, -7_981, 2**70, -2**200])
def test_there_is_no_such_dataset(found, k):
    with pytest.raises(IndexError, match=f"there is no dataset {k} among 7,980"):
        found[k]


def test_nothing_has_no_datasets():
    none = hotloop.Closure("3.44", "2.47", 18, 1, 9)
    with pytest.raises(IndexError):
        none[0]
    assert none[:].shape == (0, 18) and list(none) == []


@pytest.mark.parametrize("k", [1.0, "1", None, (0, 1), [0]])
def test_places_are_whole_numbers(found, k):
    with pytest.raises(TypeError):
        found[k]


@pytest.mark.parametrize("stretch", [
    slice(None), slice(5), slice(5, 9), slice(-3, None), slice(None, -7_970), slice(9, 5), slice(7_980, None),
    slice(10_000, 20_000), slice(-10**30, 10**30), slice(3, 4), slice(2, 8, 1), slice(2, 8, None)])
def test_stretches(found, rows, stretch):
    assert np.array_equal(found[stretch], rows[stretch])


@pytest.mark.parametrize("step", [2, -1])
def test_no_steps(found, step):
    with pytest.raises(ValueError, match=f"the step is {step}"):
        found[::step]


def test_a_long_stretch_is_refused_in_words():
    with pytest.raises(ValueError, match="take 24.5 GB as int32"):
        hotloop.Closure("5.0", "2.5", 50, 0, 10)[:]


def test_places_of_two_words(long_list):
    place = 2**64 + 5
    row = long_list[place]
    assert long_list.rank(row) == place
    assert np.array_equal(long_list[place - 2:place + 2][2], row)
    assert np.array_equal(long_list[place - long_list.count], row)


def test_one_after_another(found, rows, long_list):
    assert np.array_equal(list(found), rows)
    assert np.array_equal(next(iter(long_list)), long_list[0])
    assert np.array_equal(list(reversed(hotloop.Closure(*NINE))), hotloop.closure(*NINE)[::-1])


def test_iterating_twice_at_once():
    found = hotloop.Closure(*NINE)
    assert all(np.array_equal(x, y) for x, y in zip(found, found))
    assert sum(1 for x in found for y in found) == 81


def test_ranks(found, rows):
    shuffled = np.random.default_rng(1)
    for place in (0, 1, 4_321, len(rows) - 1):
        assert found.rank(rows[place]) == place
        assert found.rank(shuffled.permutation(rows[place]).tolist()) == place
        assert found.rank(rows[place].astype(float)) == place
    assert [found.rank(row) for row in rows[:300]] == list(range(300))


def test_ranks_with_items():
    found = hotloop.Closure("1.95", "1.55", 20, 1, 5, items=3)
    assert [found.rank(row) for row in found] == list(range(57))


@pytest.mark.parametrize("change, words", [
    (lambda row: np.append(row[1:], 7), "prints otherwise"),
    (lambda row: row[:-1], r"50 values in one axis, and this has shape \(49,\)"),
    (lambda row: row[None], r"shape \(1, 50\)"),
    (lambda row: np.append(row[:-1], 8), "leave 0 to 7"),
    (lambda row: np.append(row[:-1], -1), "leave 0 to 7"),
    (lambda row: np.append(row[:-1], 10**12), "leave 0 to 7"),
    (lambda row: row + 0.5, "not whole numbers"),
    (lambda row: row * np.nan, "not whole numbers"),
])
def test_what_is_no_dataset(found, rows, change, words):
    row = change(rows[0])
    assert row not in found
    with pytest.raises(ValueError, match=words):
        found.rank(row)


@pytest.mark.parametrize("thing", ["row", None, 1j, [None] * 50, ["1"] * 50])
def test_what_could_never_be_one(found, thing):
    assert thing not in found
    with pytest.raises((TypeError, ValueError)):
        found.rank(thing)


def test_membership_is_what_brute_force_says():
    found = hotloop.Closure("2.2", "1.3", 6, 1, 5)
    inside = {tuple(row) for row in np.asarray(found).tolist()}
    assert all((row in found) is (row in inside) for row in brute.all_datasets(6, 1, 5))


@pytest.mark.parametrize("dtype", [np.uint16, np.uint32])
@pytest.mark.parametrize("size", [1, 7, 10**6])
def test_histograms_are_the_rows_counted(dtype, size):
    found = hotloop.Closure("2.2", "1.3", 20, 1, 5)
    blocks = list(found.histograms(size, dtype))
    assert all(block.dtype == dtype and len(block) == size for block in blocks[:-1])
    counted = [np.bincount(row, minlength=6)[1:] for row in found]
    assert np.array_equal(np.concatenate(blocks), counted)


def test_a_stretch_of_histograms(found, rows):
    (block,) = found.histograms(start=100, stop=140)
    assert block.dtype == np.uint16 and block.shape == (40, 8)
    assert np.array_equal(np.repeat(np.arange(8), block[7]), rows[107])


@pytest.mark.parametrize("keywords, words", [
    ({"dtype": np.int32}, "dtype int32 is not available for histograms; use uint16 or uint32"),
    ({"rows": 0}, r"rows \(0\) must be 1 or more"),
    ({"start": -1}, r"start \(-1\) must be 0 or more"),
])
def test_histograms_refuse_at_once(found, keywords, words):
    with pytest.raises(ValueError, match=words):
        found.histograms(**keywords)


def test_histograms_of_more_than_65535_values():
    found = hotloop.Closure("1", "0.0", 70_000, 1, 1)
    with pytest.raises(ValueError):
        found.histograms()
    assert next(found.histograms(dtype=np.uint32)).tolist() == [[70_000]]
