"""The package as users get it: its wheel, its version, its hook's advice."""

import importlib.metadata
import importlib.util
import os
import pydoc
import re
import subprocess
import sys
import types
import zipfile
from pathlib import Path

import pytest

import hotloop
from hotloop._inside import _lib

PACKAGE = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def hook():
    """hatch_build.py, with a stand-in for hatchling where that is not installed."""
    name = "hatchling.builders.hooks.plugin.interface"
    if importlib.util.find_spec("hatchling") is None:
        sys.modules[name] = types.SimpleNamespace(BuildHookInterface=object)
    spec = importlib.util.spec_from_file_location("hatch_build", PACKAGE / "hatch_build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def fake_cargo(folder, version, monkeypatch):
    cargo = folder / "cargo"
    cargo.write_text(f"#!/bin/sh\necho 'cargo {version} (0123abcd 2025-01-01)'\n")
    cargo.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)


def test_the_version_is_the_crates(hook):
    assert hotloop.__version__ == hook.crate_field("version") == importlib.metadata.version("hotloop")


PUBLIC = {name for name in dir(hotloop) if not name.startswith("_")}


def test_the_public_names():
    assert PUBLIC == {
        "Closure", "LinAlgError", "closure", "cpu_level", "cubic", "cubic_condition",
        "cubic_discriminant_sign", "cubic_real_roots", "cubic_roots", "matrix_power", "matrix_power_apply",
        "orbit_roots", "orbit_step_roots"}


def test_help_is_one_page_of_public_names():
    page = pydoc.plain(pydoc.render_doc(hotloop))
    assert len(page.splitlines()) <= 120
    assert not re.search(r"^ +_[a-z]|libhotloop|SUBMODULES", page, re.MULTILINE)
    assert all(re.search(rf"\b{name}\b", page) for name in PUBLIC - {"LinAlgError"})


def test_every_public_function_is_documented():
    readme = (PACKAGE / "README.md").read_text(encoding="utf-8")
    for name in PUBLIC - {"LinAlgError"}:
        assert getattr(hotloop, name).__doc__ and f"`{name}(" in readme, name
    members = [name for name in dir(hotloop.Closure) if not name.startswith("_")]
    for name in members:
        assert getattr(hotloop.Closure, name).__doc__ and f"c.{name}" in readme, name


def test_the_cpu_level_is_a_word():
    assert hotloop.cpu_level() in ("portable", "neon", "avx2", "avx512")


def test_types_are_published():
    assert Path(hotloop.__file__).with_name("py.typed").is_file()


def test_no_cargo(hook, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "https://rustup.rs" in hook.complaint("1.89")


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for cargo is a shell script")
@pytest.mark.parametrize("version, fine", [
    ("1.75.0", False), ("1.9.0", False), ("1.88.1", False),
    ("1.89.0", True), ("1.89.0-nightly", True), ("2.0.0", True)])
def test_the_age_of_cargo(hook, monkeypatch, tmp_path, version, fine):
    fake_cargo(tmp_path, version, monkeypatch)
    complaint = hook.complaint("1.89")
    if fine:
        assert complaint is None
    else:
        assert f"cargo {version}" in complaint and "rustup update stable" in complaint


def test_the_library_is_what_cargo_says(hook):
    messages = "\n".join([
        '{"reason":"compiler-artifact","target":{"kind":["lib"]},"filenames":["/x/libndarray.rlib"]}',
        '{"reason":"build-script-executed"}',
        '{"reason":"compiler-artifact","target":{"kind":["cdylib"]},"filenames":["/far/off/libhotloop.so"]}',
        '{"reason":"build-finished","success":true}'])
    assert hook.built_library(messages) == Path("/far/off/libhotloop.so")
    assert hook.built_library('{"reason":"build-finished","success":false}') is None


def test_the_readmes_example_runs():
    text = (PACKAGE / "README.md").read_text(encoding="utf-8")
    names = {}
    exec(re.search(r"```python\n(.*?)```", text, re.DOTALL).group(1), names)
    assert names["rows"].shape == (7980, 50)
    assert f"# {names['c']}\n" in text


def pip_wheel(source, folder):
    isolation = ["--no-build-isolation"] if importlib.util.find_spec("hatchling") else []
    ran = subprocess.run([sys.executable, "-m", "pip", "wheel", "--no-deps", *isolation, "-w", str(folder),
                          str(source)], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return next(Path(folder).glob("*.whl"))


def check_wheel(wheel):
    version = re.escape(hotloop.__version__)
    assert re.fullmatch(rf"hotloop-{version}-py3-none-(?!any)\w+\.whl", wheel.name)
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        tags = archive.read(next(name for name in names if name.endswith("/WHEEL"))).decode()
    libraries = [name for name in names if re.search(r"\.(so|dylib|dll)$", name)]
    assert libraries == [f"hotloop/_inside/{_lib._FILE}"]
    assert "hotloop/py.typed" in names and "hotloop/__init__.py" in names
    assert "Root-Is-Purelib: false" in tags


def test_the_wheel(tmp_path):
    check_wheel(pip_wheel(PACKAGE, tmp_path))


def test_the_sdist_builds_from_itself(tmp_path):
    pytest.importorskip("hatchling", reason="needs hatchling (pip install hatchling)")
    make = "import sys, hatchling.build as b; print(b.build_sdist(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", make, str(tmp_path)], cwd=PACKAGE, check=True, capture_output=True)
    check_wheel(pip_wheel(next(tmp_path.glob("*.tar.gz")), tmp_path))
