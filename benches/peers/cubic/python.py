"""hotloop's cubics beside NumPy's ways, from Python, and its package beside its C function."""

import argparse
import ctypes
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import namedtuple
from pathlib import Path

import numpy as np

import hotloop
from hotloop._inside._abi import F64, CubicBatch
from hotloop._inside._lib import lib

HERE = Path(__file__).resolve().parent

# LAPACK takes a hundred times as long as the others, so it gets fewer cubics.
MOST_FOR_EIGENVALUES = 20_000
MOST_FOR_ACCURACY = 20_000


# The peers: roots (n, 3), padded with NaN, and how many are real.

@np.errstate(divide="ignore", invalid="ignore")
def cardano(a, b, c, d):
    """Cardano's formula for one real root, cosines for three, each where it applies."""
    shift = b / (3 * a)
    p = c / a - 3 * shift * shift
    q = (2 * shift * shift - c / a) * shift + d / a
    half, third = -q / 2, p / 3
    discriminant = half * half + third * third * third
    single = discriminant > 0
    roots = np.full((a.size, 3), np.nan)
    surd, centre = np.sqrt(discriminant[single]), half[single]
    roots[single, 0] = np.cbrt(centre + surd) + np.cbrt(centre - surd) - shift[single]
    triple = ~single
    radius = np.sqrt(-third[triple])
    angle = np.arccos(np.clip(half[triple] / radius ** 3, -1, 1)) / 3
    for k, turn in enumerate((2, -2, 0)):
        roots[triple, k] = 2 * radius * np.cos(angle + turn * np.pi / 3) - shift[triple]
    return roots, np.where(single, 1, 3)


def eigenvalues(a, b, c, d):
    """The complex eigenvalues of all companion matrices in one call."""
    companion = np.zeros((a.size, 3, 3))
    companion[:, 1, 0] = companion[:, 2, 1] = 1
    for row, coefficient in enumerate((d, c, b)):
        companion[:, row, 2] = -coefficient / a
    return np.linalg.eigvals(companion)


def real_eigenvalues(*coefficients):
    roots = eigenvalues(*coefficients)
    real = np.sort(np.where(roots.imag == 0, roots.real, np.nan), axis=1)
    return real, np.count_nonzero(~np.isnan(real), axis=1)


# hotloop through its C function, with the struct made once.

class Prepared:
    """A batch that writes into the same arrays at each call."""

    def __init__(self, coefficients, by_rows):
        n = coefficients[0].size
        self.coefficients = coefficients
        self.roots, self.count = np.empty((n, 3) if by_rows else (3, n)), np.empty(n, np.int8)
        self.batch = CubicBatch(
            struct_size=ctypes.sizeof(CubicBatch), type=F64, n=n,
            a_stride=1, b_stride=1, c_stride=1, d_stride=1,
            item_stride=3 if by_rows else 1, root_stride=1 if by_rows else n)
        for name, array in zip("abcd", coefficients):
            setattr(self.batch, name, array.ctypes.data)
        self.point(self.roots, self.count)

    def point(self, roots, count):
        self.batch.roots, self.batch.count = roots.ctypes.data, count.ctypes.data

    def call(self):
        if lib.hotloop_cubic_roots_batch(self.batch, None):
            sys.exit("hotloop_cubic_roots_batch failed")

    def call_with_new_arrays(self):
        """Made for each call and then dropped, as with the package."""
        roots, count = np.empty_like(self.roots), np.empty_like(self.count)
        self.point(roots, count)
        self.call()


# Time.

Measured = namedtuple("Measured", "wall least cpu")


def contestants(coefficients):
    """By name: what is called, and for how many cubics."""
    n = coefficients[0].size
    few = tuple(array[:MOST_FOR_EIGENVALUES] for array in coefficients)
    columns, rows, fresh = (Prepared(coefficients, by_rows) for by_rows in (False, True, True))
    return {
        "C, columns": (columns.call, n),
        "C, rows": (rows.call, n),
        "C, new rows": (fresh.call_with_new_arrays, n),
        "cubic_real_roots": (lambda: hotloop.cubic_real_roots(*coefficients), n),
        "cubic_roots": (lambda: hotloop.cubic_roots(*coefficients), n),
        "NumPy Cardano": (lambda: cardano(*coefficients), n),
        "NumPy eigvals": (lambda: eigenvalues(*few), few[0].size),
    }


def take_turns(work, repeats):
    """Nanoseconds a cubic. A turn is two calls, of which the second is counted: else the
    first to ask for memory in a round would pay for the pages that the others reuse."""
    wall, cpu = {name: [] for name in work}, {name: [] for name in work}
    for _ in range(repeats):
        for name, (call, n) in work.items():
            call()
            start, cpu_start = time.perf_counter_ns(), time.process_time_ns()
            call()
            end, cpu_end = time.perf_counter_ns(), time.process_time_ns()
            wall[name].append((end - start) / n)
            cpu[name].append((cpu_end - cpu_start) / n)
    return {name: Measured(statistics.median(wall[name]), min(wall[name]),
                           statistics.median(cpu[name])) for name in work}


TIME_WIDTHS = 12, 16, 8, 8, 8, 8, 8, 8, 9, 9


def time_table(families, repeats):
    print(cells(TIME_WIDTHS, "family", "who", "cubics", "ns", "least", "CPU ns", "/C rows",
                "CPU", "/Cardano", "/eigvals"))
    print(cells(TIME_WIDTHS, *("-" * width for width in TIME_WIDTHS)))
    for family, coefficients in families:
        work = contestants(coefficients)
        measured = take_turns(work, repeats)
        for name, (_, n) in work.items():
            print(time_line(family, name, n, measured), flush=True)


def time_line(family, name, n, measured):
    one, base = measured[name], measured["C, rows"]
    return cells(TIME_WIDTHS, family, name, n, *map("{:.1f}".format, one),
                 *map("{:.2f}".format, (one.wall / base.wall, one.cpu / base.cpu,
                                        one.wall / measured["NumPy Cardano"].wall,
                                        one.wall / measured["NumPy eigvals"].wall)))


# Accuracy.

ACCURACY_WIDTHS = 12, 16, 16, 9


def accuracy_table(families):
    print(cells(ACCURACY_WIDTHS, "family", "who", "wrong counts, %", "most ulp"))
    print(cells(ACCURACY_WIDTHS, *("-" * width for width in ACCURACY_WIDTHS)))
    for family, coefficients in families:
        first = tuple(array[:MOST_FOR_ACCURACY] for array in coefficients)
        for name, peer in (("NumPy Cardano", cardano), ("NumPy eigvals", real_eigenvalues)):
            wrong, ulps = faults(peer, first)
            print(cells(ACCURACY_WIDTHS, family, name, f"{100 * wrong:.3g}", f"{ulps:.3g}"))


def faults(peer, coefficients):
    """The share of wrong counts, and the largest error where the count is right, in ulp."""
    with np.errstate(all="ignore"):
        found, found_count = peer(*coefficients)
        roots, count = hotloop.cubic_real_roots(*coefficients)
        distinct = hotloop.cubic_real_roots(*coefficients, distinct=True)[1]
        right = found_count == count
        errors = np.abs(np.sort(found, axis=1) - roots)[right] / np.spacing(np.abs(roots[right]))
        return np.mean(~right & (found_count != distinct)), np.nanmax(errors)


# The command line.

def cells(widths, *values):
    """Two columns of text, then numbers."""
    padded = (f"{value:<{width}}" if i < 2 else f"{value:>{width}}"
              for i, (value, width) in enumerate(zip(values, widths)))
    return "| " + " | ".join(padded) + " |"


def families(folder, names):
    """Each family's name and its four arrays."""
    for path in sorted(folder.glob("*.f64")):
        if not names or path.stem in names:
            rows = np.fromfile(path, "<f8").reshape(-1, 4)
            yield path.stem, tuple(np.ascontiguousarray(column) for column in rows.T)


def write_cubics(folder, given):
    """The coefficients of the Rust program, bit for bit."""
    arguments = [*given.families, *(["--quick"] if given.quick else [])]
    subprocess.run(["cargo", "run", "--locked", "--quiet", "--release", "--bin", "side-by-side", "--",
                    "--write", folder, *arguments], cwd=HERE, check=True)


def warn_of_settings():
    for name in sorted(os.environ):
        if name.startswith("OPENBLAS_"):
            print(f"NOTE: {name} is set, which changes NumPy's speed; unset it", file=sys.stderr)


def compare(folder, given):
    chosen = list(families(folder, given.families))
    if not chosen:
        sys.exit(f"there are no such families in {folder}")
    time_table(chosen, given.repeats)
    print()
    accuracy_table(chosen)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("families", nargs="*", metavar="family", help="all when none is named")
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--quick", action="store_true", help="a tenth of the cubics")
    parser.add_argument("--data", type=Path,
                        help="a folder that side-by-side --write has filled; else cargo fills one")
    given = parser.parse_args()
    warn_of_settings()
    if given.data:
        return compare(given.data, given)
    with tempfile.TemporaryDirectory() as folder:
        write_cubics(folder, given)
        compare(Path(folder), given)


if __name__ == "__main__":
    main()
