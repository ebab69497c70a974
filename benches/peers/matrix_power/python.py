"""hotloop's powers of matrices beside NumPy's and FLINT's, from Python."""

import argparse
import os
import subprocess
import sys

SECTIONS = "types", "symmetric", "checked", "modular", "stacks", "threads", "python", "cubic"


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sections", nargs="*", metavar="section", help=", ".join(SECTIONS) + "; all when none is named")
    parser.add_argument("--types", nargs="+", choices=("f64", "f32", "c128", "c64", "i64", "i32"))
    parser.add_argument("--sizes", nargs="+", type=int, metavar="n")
    parser.add_argument("--exponents", nargs="+", type=int, metavar="p")
    parser.add_argument("--seconds", type=float, help="how long a cell takes, unless its calls are longer")
    parser.add_argument("--quick", action="store_true", help="less accurate, and shorter stacks")
    parser.add_argument("--cpu", type=int, default=max(cpus()), help="where to run; not for threads")
    parser.add_argument("--in-child", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if set(given.sections) - set(SECTIONS):
        parser.error(f"sections are {', '.join(SECTIONS)}")
    given.seconds = given.seconds or (0.02 if given.quick else 0.2)
    return given


def cpus():
    return os.sched_getaffinity(0)


def run_in_child(section):
    """OPENBLAS_* variables change NumPy's speed, and its threads are as many as CPUs at import."""
    environment = {name: value for name, value in os.environ.items()
                   if not name.startswith(("OPENBLAS_", "OMP_", "MKL_"))}
    chosen = [argument for argument in sys.argv[1:] if argument not in SECTIONS]
    return subprocess.run([sys.executable, __file__, section, "--in-child", *chosen], env=environment).returncode


def run(section, given):
    os.sched_setaffinity(0, sorted(cpus())[:2] if section == "threads" else {given.cpu})
    import sections  # and NumPy, which looks at the CPUs then

    lost = sections.SECTIONS[section](given)
    print(f"\nlost cells: {len(lost)}", *lost, sep="\n  ", flush=True)


def main():
    given = arguments()
    if given.in_child:
        return run(given.sections[0], given)
    return max([run_in_child(section) for section in given.sections or SECTIONS])


if __name__ == "__main__":
    sys.exit(main())
