"""hotloop's closure beside scrutipy's, from Python, end to end."""

import argparse
import hashlib
import importlib
import json
import resource
import statistics
import subprocess
import sys
import time
from collections import namedtuple

Case = namedtuple("Case", "mean sd n scale_min scale_max mean_error sd_error rows")

CASES = {
    "A": Case(3.5, 1.2, 50, 0, 7, 0.05, 0.005, 7_980),
    "B": Case(5.0, 2.78, 30, 1, 7, 0.01, 0.01, 1),
    "C": Case(3.5, 1.8, 80, 1, 5, 0.05, 0.05, 2_215),
    "D": Case(2.7, 1.9, 130, 1, 5, 0.05, 0.05, 5_359),
    "E": Case(4.0, 1.5, 50, 1, 7, 0.05, 0.05, 97_730),
}


# The contestants. Each imports its own package only, in a process of its own.

def hotloop(case):
    """An int32 array."""
    return importlib.import_module("hotloop").closure(
        *case[:5], mean_error=case.mean_error, sd_error=case.sd_error)


def hotloop_lists(case):
    """The same type that scrutipy returns: a list of lists of int."""
    return hotloop(case).tolist()


def scrutipy(case):
    """A list of lists of int."""
    return importlib.import_module("scrutipy").closure(*case[:7])


CONTESTANTS = {"hotloop": hotloop, "hotloop-lists": hotloop_lists, "scrutipy": scrutipy}


def import_package(name):
    importlib.import_module(name.split("-")[0])


# In a child.

def serve(name):
    """Answers each line, the name of a case, by a line about one call."""
    import_package(name)
    seen = set()
    for line in sys.stdin:
        case = line.strip()
        answer = timed(name, case) if case in seen else first_call(name, case)
        seen.add(case)
        print(json.dumps(answer), flush=True)


def timed(name, case):
    start = time.perf_counter()
    rows = CONTESTANTS[name](CASES[case])
    seconds = time.perf_counter() - start
    return {"rows": len(rows), "seconds": seconds}


def first_call(name, case):
    """Not timed: it warms up and looks at the rows."""
    rows = CONTESTANTS[name](CASES[case])
    return {"rows": len(rows), "digest": digest(rows)}


def digest(rows):
    """Of the rows in ascending order, as they are in each row."""
    rows = rows if isinstance(rows, list) else rows.tolist()
    return hashlib.sha256(repr(sorted(rows)).encode()).hexdigest()


def one_call(name, case):
    """Peak memory before and after one call, in MB."""
    import_package(name)
    before = peak_mb()
    rows = CONTESTANTS[name](CASES[case])
    print(json.dumps({"rows": len(rows), "before": before, "after": peak_mb()}))


def peak_mb():
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


# In the parent.

class Server:
    """A child that serves one contestant."""

    def __init__(self, name):
        self.process = subprocess.Popen(command("--serve", name), text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, case):
        print(case, file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline()
        if not answer:
            sys.exit(f"{self.process.args[-1]} ended; see above")
        return json.loads(answer)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def command(*arguments):
    return [sys.executable, __file__, *arguments]


def memory(name, case):
    told = subprocess.run(command("--one-call", name, case), check=True, stdout=subprocess.PIPE)
    return json.loads(told.stdout)


def compare(servers, case, repeats):
    """One line of the table, and whether all rows are equal."""
    first = {name: server.ask(case) for name, server in servers.items()}
    seconds = {name: [] for name in servers}
    for _ in range(repeats):
        for name, server in servers.items():
            seconds[name].append(server.ask(case)["seconds"])
    medians = [statistics.median(seconds[name]) for name in CONTESTANTS]
    peaks = [memory(name, case) for name in CONTESTANTS]
    same = agree(first, CASES[case].rows)
    return line(case, medians, peaks, same), same


def agree(answers, rows):
    digests = {answer["digest"] for answer in answers.values()}
    return len(digests) == 1 and all(answer["rows"] == rows for answer in answers.values())


WIDTHS = 4, 7, 10, 10, 10, 8, 8, 9, 9, 9, 10


def line(case, medians, peaks, same):
    array, lists, peer = medians
    return cells(case, f"{CASES[case].rows:,}", *map("{:.3g}".format, medians),
                 f"{peer / array:.3g}", f"{peer / lists:.3g}",
                 *(f"{peak['before']:.0f} > {peak['after']:.0f}" for peak in peaks),
                 "same rows" if same else "DIFFERENT")


def cells(*texts):
    return "| " + " | ".join(f"{text:>{width}}" for text, width in zip(texts, WIDTHS)) + " |"


def heading():
    names = cells("case", "rows", "hotloop s", "as lists", "scrutipy s", "ratio", "lists", "MB",
                  "lists MB", "peer MB", "rows are")
    return f"{names}\n{cells(*('-' * width for width in WIDTHS))}"


def ladder(cases, repeats):
    servers = {name: Server(name) for name in CONTESTANTS}
    print(heading(), flush=True)
    good = True
    for case in cases or CASES:
        text, same = compare(servers, case, repeats)
        good = good and same
        print(text, flush=True)
    for server in servers.values():
        server.close()
    return 0 if good else 1


def case_name(text):
    if text.upper() not in CASES:
        raise argparse.ArgumentTypeError(f"there is no case {text}: they are A to E")
    return text.upper()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", nargs="*", metavar="case", type=case_name,
                        help="A to E; all when none is named")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--serve", help=argparse.SUPPRESS)
    parser.add_argument("--one-call", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve:
        return serve(given.serve)
    if given.one_call:
        return one_call(given.one_call, given.cases[0])
    return ladder(given.cases, given.repeats)


if __name__ == "__main__":
    sys.exit(main())
