"""The raw layer says what the header says, and refuses a library that is not its own."""

import ctypes
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from hotloop import _abi, _lib

SIZES = {
    _abi.Control: 160,
    _abi.Cubic: 48,
    _abi.CubicBatch: 152,
    _abi.MatrixPowerCall: 144,
    _abi.ClosureProblem: 72,
    _abi.ClosureInfo: 72,
}

STRUCTS = {
    "hotloop_control": _abi.Control,
    "hotloop_cubic": _abi.Cubic,
    "hotloop_cubic_batch": _abi.CubicBatch,
    "hotloop_matrix_power_call": _abi.MatrixPowerCall,
    "hotloop_closure_problem": _abi.ClosureProblem,
    "hotloop_closure_info": _abi.ClosureInfo,
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


@pytest.fixture(scope="module")
def header():
    path = Path(__file__).resolve().parents[2] / "include" / "hotloop.h"
    if not path.is_file():
        pytest.skip("no include/hotloop.h beside this package")
    return re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


@pytest.mark.parametrize("struct", SIZES, ids=lambda struct: struct.__name__)
def test_struct_sizes(struct):
    assert ctypes.sizeof(struct) == SIZES[struct]


def test_every_struct_is_measured():
    defined = {value for value in vars(_abi).values()
               if isinstance(value, type) and issubclass(value, ctypes.Structure)}
    assert defined - {ctypes.Structure} == set(SIZES) == set(STRUCTS.values())


def test_constants_equal_the_header(header):
    in_header = {name: int(value)
                 for name, value in re.findall(r"#define HOTLOOP_(\w+) (-?\d+)", header)}
    here = {name: value for name, value in vars(_abi).items() if isinstance(value, int)}
    assert here == {name: in_header.get(name) for name in here}


def declared_type(text):
    """A C declarator without its name, as the ctypes kinds that may stand for it."""
    words = re.sub(r"\b(const|struct|void)\b", "", text).replace("*", " ").split()
    if "*" not in text:
        return (SCALARS[words[0]],)
    if words and words[0] in STRUCTS:
        return (ctypes.POINTER(STRUCTS[words[0]]), ctypes.c_void_p)
    if words and words[0] == "char":
        return (ctypes.c_char_p, ctypes.c_void_p)
    if words and words[0] in SCALARS:
        return (ctypes.POINTER(SCALARS[words[0]]), ctypes.c_void_p)
    return (ctypes.c_void_p,)


@pytest.mark.parametrize("name", _abi.FUNCTIONS)
def test_prototypes_equal_the_header(header, name):
    found = re.search(rf"^([\w \n]*[\s*]){name}\s*\(([^)]*)\)\s*;", header, re.MULTILINE)
    assert found, f"{name} is not in the header"
    result, arguments = _abi.FUNCTIONS[name]
    assert result in declared_type(found.group(1))
    parameters = [] if found.group(2).strip() == "void" else found.group(2).split(",")
    assert len(parameters) == len(arguments)
    for parameter, argument in zip(parameters, arguments):
        assert argument in declared_type(parameter), parameter


@pytest.mark.parametrize("name", STRUCTS)
def test_fields_equal_the_header(header, name):
    body = re.search(rf"typedef struct {name} \{{(.*?)\}} {name};", header, re.DOTALL).group(1)
    fields = []
    for statement in filter(None, map(str.strip, body.split(";"))):
        first, *more = statement.split(",")
        base = re.match(r"(?:const )?(?:struct )?\w+", first).group(0)
        for text in [first, *(f"{base} {declarator}" for declarator in more)]:
            fields.append((re.search(r"(\w+)\s*(?:\[\d+\])?$", text).group(1), text))
    assert [field for field, _ in fields] == [field for field, _ in STRUCTS[name]._fields_]
    for (_, text), (_, kind) in zip(fields, STRUCTS[name]._fields_):
        length = re.search(r"\[(\d+)\]$", text)
        if length:
            assert kind._length_ == int(length.group(1))
            kind, text = kind._type_, text[: length.start()]
        assert kind in declared_type(text), text


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


def test_another_abi_is_an_import_error():
    class Stranger:
        @staticmethod
        def hotloop_abi_version():
            return 99

    with pytest.raises(ImportError, match="has hotloop ABI 99, and this package needs ABI 1"):
        _lib._check_version(Stranger, "stranger.so")
