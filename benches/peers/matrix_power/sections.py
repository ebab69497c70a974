"""What is compared with what. Each section prints its tables and returns the lost cells."""

import sys
import time
from functools import partial

import numpy as np

import hotloop
import matrices
from calls import Prepared
from hotloop import _abi
from tables import duration, grid
from timing import ratio, repeated, take_turns

SIZES = (2, 3, 4, 5, 8, 9, 16, 17, 24, 25, 32, 33, 48, 64, 65, 96, 99, 100, 128, 200, 256, 384, 512, 1024)
EXPONENTS = (2, 3, 10, 100, 1023)
PYTHON_SIZES = (*range(2, 34), 36, 40, 41, 47, 48, 50, 55, 56, 63, 64, 65, 72, 80, 88, 96, 97, 98, 99, 100,
                101, 112, 120, 127, 128, 129, 144, 160, 192, 200, 224, 255, 256)
MODULI = (10**6 + 3, 998_244_353, 2**32 - 5, 2**49 - 139, 2**61 - 1, 2**64 - 59)
STACK = 100_000

# Other powers than squares are left out where a call of the peer's would take more seconds.
LIMIT = 8


def numpy_call(a, p):
    return repeated(partial(np.linalg.matrix_power, a, p))


def agree(ours, peers, what):
    """Ends the program where results differ by more than rounding, or integers at all."""
    same = np.array_equal(ours, peers) if ours.dtype.kind in "iu" else close(ours, peers)
    if not same:
        sys.exit(f"{what}: hotloop and its peer DIFFER")


def close(ours, peers):
    return np.abs(ours - peers).max() <= 1e5 * np.finfo(ours.dtype).eps * np.abs(peers).max()


class Limited:
    """Powers of one matrix by NumPy, told to be too long from the time of the square."""

    def __init__(self):
        self.square = {}

    def too_long(self, n, p):
        products = p.bit_length() + bin(p).count("1") - 2
        return products * self.square.get(n, 0) > LIMIT * 1e9 and products > 1

    def note(self, n, p, peer):
        if p == 2:
            self.square[n] = peer


def beside_numpy(title, sizes, exponents, ours, matrix, given, clock=time.thread_time_ns):
    """A table of powers of matrix(n); ours(a, p) is a contestant and the array that it fills."""
    limited, made = Limited(), {}

    def measure(n, p):
        if limited.too_long(n, p):
            return None
        a = made.setdefault(n, matrix(n))
        run, out = ours(a, p)
        found = ratio(numpy_call(a, p), run, given.seconds, clock)
        limited.note(n, p, found[1])
        if not limited.too_long(n, 2 * p):
            agree(out, np.linalg.matrix_power(a, p), f"{title}, n = {n}, p = {p}")
        return found

    return grid(f"{title}: n and p", "n", exponents, sizes, measure)


def through_c(type_name, flags=0, threads=1):
    def ours(a, p):
        prepared = Prepared(type_name, a, p, flags, threads=threads)
        return prepared.run, prepared.out
    return ours


def types(given):
    lost = []
    for name in given.types or ("f64", "f32", "c128", "i64"):
        flags = _abi.POWER_WRAP if name[0] == "i" else 0
        lost += beside_numpy(name, given.sizes or SIZES, given.exponents or EXPONENTS,
                             through_c(name, flags), partial(matrices.ordinary, name), given)
    return lost


def symmetric(given):
    return beside_numpy("symmetric f64", given.sizes or SIZES, given.exponents or EXPONENTS,
                        through_c("f64"), matrices.symmetric, given)


def checked(given):
    """Overflow watched for, beside wrapping; nothing is lost here, for both are hotloop."""
    kinds = {"permutations": (matrices.permutation, given.exponents or EXPONENTS),
             "near the limit": (matrices.near_the_limit, (2,))}
    for kind, (matrix, exponents) in kinds.items():
        made = {}

        def measure(n, p):
            a = made.setdefault(n, matrix(n))
            return ratio(Prepared("i64", a, p).run, Prepared("i64", a, p, _abi.POWER_WRAP).run, given.seconds)

        grid(f"checked i64 over wrapping, {kind}: n and p", "n", exponents, given.sizes or SIZES, measure)
    return []


def modular(given):
    import flint

    def measure(n, m):
        a, p = matrices.residues(n, m), 10**9 + 7 if n <= 64 else 1023
        peer, prepared = flint.nmod_mat(n, n, a.ravel().tolist(), m), Prepared("u64", a, p, modulus=m)
        found = ratio(repeated(lambda: peer**p), prepared.run, given.seconds)
        theirs = np.array([int(x) for x in (peer**p).entries()], np.uint64).reshape(n, n)
        agree(prepared.out, theirs, f"modulo {m}, n = {n}")
        return found

    return grid("FLINT: n and modulus, p = 10^9 + 7 up to n = 64, then 1023", "n", MODULI,
                given.sizes or (2, 3, 4, 8, 16, 32, 64, 128, 256, 512), measure)


def stacks(given):
    count = STACK // 10 if given.quick else STACK
    return beside_numpy(f"stack of {count} f64", given.sizes or (2, 3, 4), given.exponents or (10, 100, 1023),
                        through_c("f64"), partial(matrices.stack, count), given)


def threads(given):
    return beside_numpy("two threads, f64, wall time", given.sizes or (128, 256, 384, 512, 1024),
                        given.exponents or (2, 10, 100), through_c("f64", threads=2),
                        partial(matrices.ordinary, "f64"), given, time.perf_counter_ns)


def python(given):
    def ours(a, p):
        return repeated(partial(hotloop.matrix_power, a, p)), hotloop.matrix_power(a, p)

    lost = []
    for name in given.types or ("f64",):
        lost += beside_numpy(f"from Python, {name}", given.sizes or PYTHON_SIZES, given.exponents or (2, 3, 10),
                             ours, partial(matrices.ordinary, name), given, time.process_time_ns)
    return lost


def cubic(given):
    """One cubic a call."""
    abcd = 1.0, 0.3, 2.2, -0.7
    work = {name: repeated(partial(function, *abcd)) for name, function in (
        ("hotloop.cubic", hotloop.cubic), ("hotloop.cubic_real_roots", hotloop.cubic_real_roots),
        ("hotloop.cubic_roots", hotloop.cubic_roots))}
    work["np.roots"] = repeated(partial(np.roots, abcd))
    print("\none cubic from Python\n")
    for name, taken in take_turns(work, given.seconds).items():
        print(f"| {name:>24} | {duration(taken):>10} |")
    return []


SECTIONS = {section.__name__: section
            for section in (types, symmetric, checked, modular, stacks, threads, python, cubic)}
