"""hotloop in five minutes, from Python: datasets behind a mean and SD, matrix powers, cubic roots."""

import math

import numpy as np

import hotloop

# Loggerhead turtles, seven stages (Crouse, Crowder and Caswell, Ecology 68, 1987).
TURTLES = np.array([
    [0, 0, 0, 0, 127, 4, 80],
    [0.6747, 0.7370, 0, 0, 0, 0, 0],
    [0, 0.0486, 0.6610, 0, 0, 0, 0],
    [0, 0, 0.0147, 0.6907, 0, 0, 0],
    [0, 0, 0, 0.0518, 0, 0, 0],
    [0, 0, 0, 0, 0.8091, 0, 0],
    [0, 0, 0, 0, 0, 0.8091, 0.8089],
])


def datasets(mean, sd, n, low, high, sd_error=None):
    """How many datasets print as this mean and SD? Digits count, so they are given as text."""
    found = hotloop.Closure(mean, sd, n, low, high, sd_error=sd_error)
    print(f"mean {mean}, SD {sd}, n {n}, scale {low}-{high}: {found.count} datasets")
    if found.possible:  # the last one, straight from its rank
        (row,) = next(found.blocks(1, np.uint8, start=found.count - 1))
        print("  the last one:", *row)


def powers():
    now = hotloop.matrix_power(TURTLES, 100)
    later = hotloop.matrix_power(TURTLES, 101)
    print(f"turtles: each year leaves {later[6, 6] / now[6, 6]:.6f} of the last")
    fibonacci = [[1, 1], [1, 0]]
    print("Fibonacci(90) =", hotloop.matrix_power(fibonacci, 90)[0, 1])
    residue = hotloop.matrix_power(fibonacci, 10**18, mod=10**9 + 7)[0, 1]
    print("Fibonacci(10^18) mod 10^9+7 =", residue)


def orbits():
    """x0 y^3 + 1.5 y - y0: a circular orbit (x0 = -1/2, y0 = 1) sits on a double root."""
    x0 = [math.nextafter(-0.5, -1), -0.5, math.nextafter(-0.5, 0)]
    roots, count = hotloop.cubic_real_roots(x0, 0, 1.5, -1)
    for a, of_one, number in zip(x0, roots, count):
        print(f"x0 = {a:.17g}: {number} real roots:", *(f"{root:.17g}" for root in of_one[:number]))


datasets("3.5", "1.2", 50, 0, 7, sd_error="0.005")
datasets("3.44", "2.47", 18, 1, 9)
powers()
orbits()
