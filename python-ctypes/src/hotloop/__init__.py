"""hotloop: exact CLOSURE, matrix powers and cubic roots over NumPy arrays.

closure, Closure                          every dataset that prints as a mean and an SD
matrix_power                              powers of square matrices; integers never wrap unasked
matrix_power_apply                        what such a power does to a vector
cubic_roots, cubic_real_roots             the roots of many cubics at once
cubic                                     those of one, as plain numbers
cubic_discriminant_sign, cubic_condition  what kind of roots, and how firm
orbit_roots, orbit_step_roots             the cubics of encounters of orbits
cpu_level                                 the instructions in use on this machine
"""

from numpy.linalg import LinAlgError

from . import _lib
from ._closure import Closure, closure
from ._cpu import cpu_level
from ._cubic import cubic_real_roots, cubic_roots
from ._cubic_condition import cubic_condition, cubic_discriminant_sign
from ._cubic_one import cubic
from ._matrix_power import matrix_power
from ._matrix_power_apply import matrix_power_apply
from ._orbit import orbit_roots, orbit_step_roots

__version__: str = _lib.lib.hotloop_version().decode()

__all__ = [
    "Closure",
    "LinAlgError",
    "__version__",
    "closure",
    "cpu_level",
    "cubic",
    "cubic_condition",
    "cubic_discriminant_sign",
    "cubic_real_roots",
    "cubic_roots",
    "matrix_power",
    "matrix_power_apply",
    "orbit_roots",
    "orbit_step_roots",
]
