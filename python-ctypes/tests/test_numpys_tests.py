"""NumPy's own tests of matrix_power, with ours in its place."""

import warnings

import numpy as np
import pytest

import hotloop

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    try:
        from numpy.linalg.tests import test_linalg as theirs
    except ImportError as missing:
        pytest.skip(f"this NumPy comes without its tests: {missing}", allow_module_level=True)


@pytest.fixture(autouse=True)
def ours(monkeypatch):
    for module in (theirs, np.linalg):
        monkeypatch.setattr(module, "matrix_power", hotloop.matrix_power)


class TestMatrixPower(theirs.TestMatrixPower):
    pass
