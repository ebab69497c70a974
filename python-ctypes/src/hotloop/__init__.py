"""hotloop: exact CLOSURE, matrix powers and cubic roots over NumPy arrays.

closure, Closure               every dataset that prints as a mean and an SD
matrix_power                   powers of square matrices; integers never wrap
cubic_roots, cubic_real_roots  the roots of many cubics at once
"""

from numpy.linalg import LinAlgError

from . import _lib
from ._closure import Closure, closure
from ._cubic import cubic_real_roots, cubic_roots
from ._matrix_power import matrix_power

__version__: str = _lib.lib.hotloop_version().decode()

__all__ = [
    "Closure",
    "LinAlgError",
    "__version__",
    "closure",
    "cubic_real_roots",
    "cubic_roots",
    "matrix_power",
]
