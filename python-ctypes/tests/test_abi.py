"""The raw layer, the header and the library name the same things; a library that is not its own is refused."""

import ctypes
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from hotloop._inside import _abi, _lib

SIZES = {
    "hotloop_control": 160,
    "hotloop_closure_problem": 88,
    "hotloop_closure_info": 72,
    "hotloop_closure_cell": 56,
    "hotloop_closure_horns_summary": 72,
    "hotloop_cubic": 48,
    "hotloop_cubic_batch": 152,
    "hotloop_matrix_power_call": 144,
}

SCALARS = {
    "hotloop_status": ctypes.c_int32,
    "int32_t": ctypes.c_int32,
    "uint32_t": ctypes.c_uint32,
    "int64_t": ctypes.c_int64,
    "uint64_t": ctypes.c_uint64,
    "size_t": ctypes.c_size_t,
    "ptrdiff_t": ctypes.c_ssize_t,
    "double": ctypes.c_double,
    "char": ctypes.c_char,
}


def struct(name):
    """hotloop_closure_info is ClosureInfo here."""
    return getattr(_abi, "".join(map(str.capitalize, name.split("_")[1:])))


def kind(declaration, member=False):
    """What a C declarator is here: only a parameter is a typed pointer, and only to a struct."""
    words = re.sub(r"\b(?:const|struct)\b|\*", " ", declaration).split()
    if "*" not in declaration:
        return SCALARS[words[0]]
    if words[0] == "char":
        return ctypes.c_char_p
    return ctypes.POINTER(struct(words[0])) if words[0] in SIZES and not member else ctypes.c_void_p


@pytest.fixture(scope="module")
def header():
    path = Path(__file__).resolve().parents[2] / "include" / "hotloop.h"
    if not path.is_file():
        pytest.skip("no include/hotloop.h beside this package")
    return re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def prototypes(header):
    """Name: (result, parameters) as the header has them."""
    text = re.sub(r"^#[^\n]*", "", header, flags=re.MULTILINE)
    found = re.findall(r"([\w ]+?[\s*]+)(hotloop_\w+)\s*\(([^)]*)\)\s*;", text)
    return {name: (kind(result), tuple(map(kind, [] if given.strip() == "void" else given.split(","))))
            for result, name, given in found}


def test_functions_equal_the_header(header):
    assert prototypes(header) == _abi.FUNCTIONS
    assert len(_abi.FUNCTIONS) == 35


def test_constants_equal_the_header(header):
    in_header = re.findall(r"#define HOTLOOP_(\w+) (-?\d+)", header)
    here = {name: value for name, value in vars(_abi).items() if isinstance(value, int)}
    assert here == {name: int(value) for name, value in in_header}


def test_structs_equal_the_header(header):
    bodies = dict(re.findall(r"typedef struct (\w+) \{(.*?)\}", header, re.DOTALL))
    assert set(bodies) == set(SIZES)
    for name, body in bodies.items():
        members = [member.strip() for member in body.split(";") if member.strip()]
        assert [field(member) for member in members] == struct(name)._fields_, name


def field(member):
    name, length = re.search(r"(\w+)(?:\[(\d+)\])?$", member).groups()
    declared = kind(member, member=True)
    return name, declared * int(length) if length else declared


def test_the_library_exports_the_table_and_nothing_else():
    if sys.platform != "linux" or shutil.which("nm") is None:
        pytest.skip("needs nm")
    ran = subprocess.run(["nm", "-D", "--defined-only", _lib._path()], capture_output=True, text=True, check=True)
    exported = {line.split()[-1] for line in ran.stdout.splitlines()}
    assert {name for name in exported if "hotloop" in name} == set(_abi.FUNCTIONS)


@pytest.mark.parametrize("name", SIZES)
def test_struct_sizes(name):
    assert ctypes.sizeof(struct(name)) == SIZES[name]


def test_every_struct_is_measured():
    defined = {value for value in vars(_abi).values()
               if isinstance(value, type) and issubclass(value, ctypes.Structure)}
    assert defined - {ctypes.Structure} == set(map(struct, SIZES))


def run(code, **environment):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True,
                          env={**os.environ, **environment})


def test_a_library_that_is_not_there_is_an_import_error(tmp_path):
    ran = run("import hotloop", HOTLOOP_LIBRARY=str(tmp_path / "none.so"))
    assert "ImportError: hotloop cannot load its compiled library" in ran.stderr


def test_the_environment_names_another_library():
    ran = run("import hotloop",
              HOTLOOP_LIBRARY=_lib._path())
    assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize("name", ["libhotloop.so", "./libhotloop.so", "build/libhotloop.so"])
def test_a_library_without_a_full_path_is_an_import_error(name):
    ran = run("import hotloop", HOTLOOP_LIBRARY=name)
    assert f"ImportError: HOTLOOP_LIBRARY ({name!r}) must be an absolute path" in ran.stderr


@pytest.mark.parametrize("option", ["-I", "-E"])
@pytest.mark.parametrize("library", ["/nowhere/none.so", "none.so"])
def test_python_without_its_environment_ignores_the_variable(option, library):
    # With -I alone the folder of an uninstalled package would not be found.
    folder = Path(_lib.__file__).resolve().parents[2]
    code = f"import sys; sys.path.insert(0, {str(folder)!r}); import hotloop"
    ran = subprocess.run([sys.executable, option, "-c", code], capture_output=True, text=True,
                         env={**os.environ, "HOTLOOP_LIBRARY": library})
    assert ran.returncode == 0, ran.stderr


def test_another_abi_is_an_import_error():
    class Stranger:
        @staticmethod
        def hotloop_abi_version():
            return 99

    with pytest.raises(ImportError, match="has hotloop ABI 99, and this package needs ABI 2"):
        _lib._check_version(Stranger, "stranger.so")


def test_an_older_library_is_an_import_error():
    with pytest.raises(ImportError, match=r"old.so has no hotloop_\w+; install the package again"):
        _lib._declare(object(), "old.so")
