"""What many tests ask for and takes long to make."""

import pytest

import hotloop


@pytest.fixture(scope="session")
def long_list():
    """More than 2**64 datasets, with its tables."""
    found = hotloop.Closure("20.00", "10.00", 50, 0, 40)
    assert found.count > 2**64
    assert len(found[0]) == 50
    return found
