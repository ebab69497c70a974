"""Contestants that take turns, and how long a call of each takes."""

import statistics
import time
from itertools import repeat

# Nanoseconds: calls are repeated until a sample takes this long; longer ones are not warmed
# up; and when one turn of all takes longer than the last, there is only one.
SAMPLE, NO_WARMING, PATIENCE = 300_000, 1_000_000_000, 10_000_000_000
FEWEST, MOST = 3, 41

# A ratio below this is a loss, when it is so in two of three runs.
LOST = 0.97


def repeated(call):
    """The call as a contestant: a function of how many times."""
    def run(times):
        for _ in repeat(None, times):
            call()
    return run


def take_turns(contestants, seconds, clock=time.thread_time_ns):
    """Nanoseconds a call, by name: medians over turns A B A B that take about so long."""
    scouted = {name: scout(run, clock) for name, run in contestants.items()}
    turn = sum(times * taken for times, taken in scouted.values())
    if turn > PATIENCE:
        return {name: taken for name, (_, taken) in scouted.items()}
    samples = {name: [] for name in contestants}
    for _ in range(max(FEWEST, min(MOST, int(seconds * 1e9 / turn)))):
        for name, run in contestants.items():
            samples[name].append(sample(run, scouted[name][0], clock))
    return {name: statistics.median(taken) for name, taken in samples.items()}


def ratio(peer, ours, seconds, clock=time.thread_time_ns):
    """The peer's time over ours, and both; of three runs where the first one is lost."""
    runs = [one_run(peer, ours, seconds, clock)]
    if runs[0][0] < LOST:
        runs += [one_run(peer, ours, seconds, clock) for _ in range(2)]
    return sorted(runs)[len(runs) // 2]


def one_run(peer, ours, seconds, clock):
    taken = take_turns({"peer": peer, "ours": ours}, seconds, clock)
    return taken["peer"] / taken["ours"], taken["peer"], taken["ours"]


def sample(run, times, clock):
    start = clock()
    run(times)
    return (clock() - start) / times


def scout(run, clock):
    """How many calls make a sample, and about how long one takes."""
    times, taken = 1, sample(run, 1, clock)
    if taken > NO_WARMING:
        return times, taken
    while True:
        taken = sample(run, times, clock)
        if taken * times > SAMPLE / 4:
            return max(1, round(SAMPLE / taken)), taken
        times *= 4
