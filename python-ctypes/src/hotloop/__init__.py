"""hotloop: exact CLOSURE, matrix powers and cubic roots over NumPy arrays.

closure, Closure                          every dataset that prints as a mean and an SD
matrix_power                              powers of square matrices; integers never wrap unasked
matrix_power_apply                        what such a power does to a vector
cubic_roots, cubic_real_roots             the roots of many cubics at once
cubic                                     those of one, as plain numbers
cubic_discriminant_sign, cubic_condition  what kind of roots, and how firm
orbit_roots, orbit_step_roots             the cubics of encounters of orbits
cpu_level                                 the instructions in use on this machine

Each has a page of its own, such as help(hotloop.closure).
"""

# help(hotloop) is to list public names and no others. With __all__ it would show every page in
# full, so names are imported as themselves, which makes them public to type checkers; it would
# list _inside if that had an __init__.py or stayed an attribute.

from numpy.linalg import LinAlgError as LinAlgError

from ._inside._closure import Closure as Closure
from ._inside._closure import closure as closure
from ._inside._cpu import cpu_level as cpu_level
from ._inside._cubic import cubic_real_roots as cubic_real_roots
from ._inside._cubic import cubic_roots as cubic_roots
from ._inside._cubic_condition import cubic_condition as cubic_condition
from ._inside._cubic_condition import cubic_discriminant_sign as cubic_discriminant_sign
from ._inside._cubic_one import cubic as cubic
from ._inside._lib import lib as _library
from ._inside._matrix_power import matrix_power as matrix_power
from ._inside._matrix_power_apply import matrix_power_apply as matrix_power_apply
from ._inside._orbit import orbit_roots as orbit_roots
from ._inside._orbit import orbit_step_roots as orbit_step_roots

__version__ = _library.hotloop_version().decode()

del globals()["_inside"]
