"""What mypy makes of the package: of its own code, of right calls and of planted mistakes."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("mypy")

CALLS = Path(__file__).with_name("typing")
SOURCE = Path(__file__).parents[1] / "src"


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    """NumPy is read once."""
    return tmp_path_factory.mktemp("mypy")


def complaints(cache, *arguments):
    command = [sys.executable, "-m", "mypy", "--strict-equality", "--python-version", "3.10",
               "--no-error-summary", "--cache-dir", cache, "--config-file", "", *arguments]
    found = subprocess.run(command, capture_output=True, text=True, cwd=CALLS,
                           env={**os.environ, "MYPYPATH": str(SOURCE)})
    assert found.returncode in (0, 1), found.stderr
    return found.stdout


def test_the_package(cache):
    assert complaints(cache, str(SOURCE / "hotloop")) == ""


def test_right_calls(cache):
    assert complaints(cache, "right.py") == ""


def test_planted_mistakes(cache):
    lines = (CALLS / "wrong.py").read_text(encoding="utf-8").splitlines()
    planted = {number for number, line in enumerate(lines, 1) if line.endswith("# wrong")}
    seen = {int(number) for number in re.findall(r"^wrong\.py:(\d+): error", complaints(cache, "wrong.py"), re.M)}
    assert len(planted) >= 8 and seen == planted
