"""What a type checker has to accept."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import numpy.typing as npt

import hotloop

n = np.int64(20)
found = hotloop.Closure("3.50", Decimal("1.20"), n, 1, np.int32(5), items=1, rounding="up", ddof=0,
                        threshold=np.int64(5), restrictions={3: 2, Fraction(1): (0, 4)}, digits=(2, None))
hotloop.Closure(3.5, np.float32(1.2), "20", 1.0, 5, mean_error="0.05", digits=np.int64(2))
rows: npt.NDArray[np.int32] = hotloop.closure("3.50", "1.20", n, 1, 5, max_bytes=2**40, threads=n, attained=True)
for block in found.blocks(n, "uint8", start=n):
    block.sum()
first, stretch, size = found[n], found[0:10], len(found)
same = found == hotloop.Closure("3.50", "1.20", 20, 1, 5) and hash(found) and [3] * 20 in found
absolute = found.frequencies("horns_max")["absolute"]
possible, reason, (low, high) = found.verdict()
is_grim = reason == "mean (GRIM)"

a = np.eye(3)
power: np.ndarray = hotloop.matrix_power(a, n, overflow="wrap", singular="nan", mod=None, threads=n, out=a)
hotloop.matrix_power([[1, 1], [1, 0]], 90, mod=n, symmetric=None)
hotloop.matrix_power_apply(a, -2, [1, 2, 3], stochastic=True)
roots, count = hotloop.cubic_real_roots(1, [2, 3], a, 4.5, imag_tolerance=1e-9, out=(None, None))
hotloop.cubic_roots(1, 2, 3, 4, distinct=True, threads=n)
(x, y, z), many, (real, imaginary) = hotloop.cubic(1, 2, 3, 4)
fast = hotloop.cpu_level() == "avx2"
