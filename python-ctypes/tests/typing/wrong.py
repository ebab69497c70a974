"""Mistakes that a type checker has to see, one in each line with a comment."""

import numpy as np

import hotloop

a = np.eye(3)
found = hotloop.Closure("3.50", "1.20", 20, 1, 5)

hotloop.Closure("3.50", "1.20", 20, 1, 5, rounding="nearest")  # wrong
hotloop.closure("3.50", "1.20", 20, 1, 5, rounding="half_up")  # wrong
hotloop.matrix_power(a, 2, overflow="warp")  # wrong
hotloop.matrix_power_apply(a, 2, [1, 2, 3], overflow="ignore")  # wrong
hotloop.matrix_power(a, -1, singular="nn")  # wrong
hotloop.matrix_power_apply(a, -1, [1, 2, 3], singular=None)  # wrong
found.frequencies(group="horn_min")  # wrong
found.reason == "impossible"  # wrong
hotloop.cpu_level() == "AVX2"  # wrong
hotloop.Closure("3.50", "1.20", 20)  # wrong
hotloop.closure("3.50", "1.20", 20, 1, 5, restriction={3: 2})  # wrong
hotloop.Closure("3.50", "1.20", 20, 1, 5, restrictions=[3, 2])  # wrong
hotloop.matrix_power(a, 2.0)  # wrong
found.values  # wrong
