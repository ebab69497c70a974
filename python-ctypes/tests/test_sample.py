"""Samples: uniform, the same for the same seed, and those that the header describes."""

import numpy as np
import pytest

import hotloop

NINE = ("2.2", "0.7", 16, 1, 5)
A = ("3.5", "1.2", 50, 0, 7)


def drawn(count, seed, i):
    """The rank of sample i, by NumPy's Philox4x64-10."""
    attempt = 0
    while True:
        counter = (i | attempt << 128) - 1  # NumPy counts up before it draws
        words = np.random.Philox(key=seed, counter=counter % 2**256).random_raw(2)
        number = int(words[0]) | int(words[1]) << 64
        if number < 2**128 - 2**128 % count:
            return number % count
        attempt += 1


@pytest.mark.parametrize("seed", [0, 1, 20260104, 2**64 - 1])
def test_the_generator_of_the_header(seed, long_list):
    for found in (hotloop.Closure(*NINE), hotloop.Closure(*A), long_list):
        ranks = [found.rank(row) for row in found.sample(20, seed=seed)]
        assert ranks == [drawn(found.count, seed, i) for i in range(20)]


def test_the_same_seed_the_same_rows():
    found = hotloop.Closure(*A)
    rows = found.sample(100, seed=7)
    assert rows.dtype == np.int32 and rows.shape == (100, 50)
    assert np.array_equal(rows, hotloop.Closure(*A).sample(100, seed=np.uint64(7)))
    assert np.array_equal(rows[:30], found.sample(30, seed=7))
    assert not np.array_equal(rows, found.sample(100, seed=8))


def test_without_a_seed_each_draw_is_new(long_list):
    draws = np.concatenate([long_list.sample(2) for _ in range(10)])
    assert len(np.unique(draws, axis=0)) == 20


def test_every_dataset_is_drawn():
    found = hotloop.Closure(*NINE)
    for seed in (None, 1, 2):
        ranks = [found.rank(row) for row in found.sample(400, seed=seed)]
        assert set(ranks) == set(range(9))
        assert max(ranks.count(rank) for rank in range(9)) < 90


def test_every_sample_is_a_dataset(long_list):
    assert all(row in long_list for row in long_list.sample(200, seed=0))


def test_few_and_none():
    found = hotloop.Closure(*NINE)
    assert found.sample(0).shape == (0, 16)
    with pytest.raises(ValueError, match="dataset"):
        hotloop.Closure("3.44", "2.47", 18, 1, 9).sample(1)


@pytest.mark.parametrize("keywords, words", [
    ({"size": -1}, r"size \(-1\) must be 0 or more"),
    ({"size": 1, "seed": -1}, r"seed \(-1\) must be at least 0"),
    ({"size": 1, "seed": 2**64}, "less than"),
])
def test_refusals(keywords, words):
    with pytest.raises(ValueError, match=words):
        hotloop.Closure(*NINE).sample(**keywords)


@pytest.mark.parametrize("keywords", [{"size": None}, {"size": [1]}, {"size": 1, "seed": True}])
def test_wrong_types(keywords):
    with pytest.raises(TypeError):
        hotloop.Closure(*NINE).sample(**keywords)
