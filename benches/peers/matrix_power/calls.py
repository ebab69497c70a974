"""hotloop's C function with a struct that is made once, in a loop in C."""

import ctypes
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

from hotloop._inside import _abi
from hotloop._inside._lib import lib

HERE = Path(__file__).resolve().parent
TYPES = {"f64": (np.float64, _abi.F64), "f32": (np.float32, _abi.F32), "c128": (np.complex128, _abi.C64),
         "c64": (np.complex64, _abi.C32), "i64": (np.int64, _abi.I64), "i32": (np.int32, _abi.I32),
         "u64": (np.uint64, _abi.U64)}


def compiled_loop():
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "loop.so"
        subprocess.run(["cc", "-O2", "-shared", "-fPIC", HERE / "shims" / "loop.c", "-o", path], check=True)
        function = ctypes.CDLL(str(path)).loop
    function.argtypes = ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t
    return function


LOOP = compiled_loop()
POWER = ctypes.cast(lib.hotloop_matrix_power, ctypes.c_void_p)


class Prepared:
    """A power of a matrix or a stack, written to the same memory at each call."""

    def __init__(self, type_name, a, p, flags=0, modulus=0, threads=1):
        self.a, self.out = np.ascontiguousarray(a), np.empty_like(a, order="C")
        self.p, self.call = p, _abi.MatrixPowerCall(
            struct_size=ctypes.sizeof(_abi.MatrixPowerCall), flags=flags, type=TYPES[type_name][1], p=p,
            modulus=modulus, n=a.shape[-1], count=a.size // a.shape[-1]**2 or 1,
            a=self.a.ctypes.data, out=self.out.ctypes.data)
        self.control = _abi.Control(struct_size=ctypes.sizeof(_abi.Control), threads=threads)
        size = ctypes.c_size_t()
        self.check(lib.hotloop_matrix_power_work(self.call, ctypes.addressof(size), self.control))
        self.work = np.empty(size.value, np.uint8)
        self.call.work, self.call.work_size = self.work.ctypes.data, size.value

    def run(self, times):
        control = None if self.control.threads == 1 else ctypes.addressof(self.control)
        status = LOOP(POWER, ctypes.addressof(self.call), control, times)
        if status:
            self.check(lib.hotloop_matrix_power(self.call, self.control))

    def check(self, status):
        if status:
            sys.exit(f"{self.p}: status {status}, {self.control.message.decode()}")
