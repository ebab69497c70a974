"""Tables of ratios, line by line as they are found."""

from timing import LOST

UNITS = (("s", 1e9), ("ms", 1e6), ("µs", 1e3), ("ns", 1))


def grid(title, corner, columns, rows, measure):
    """Prints measure(row, column), a ratio with the times of peer and hotloop, or None.

    Returns the lost cells as text.
    """
    print(f"\n{title}\n")
    print_line(corner, columns)
    print_line("--", ["--"] * len(columns))
    lost = []
    for row in rows:
        found = [measure(row, column) for column in columns]
        print_line(row, [text(cell) for cell in found])
        lost += [f"{title}: {row}, {column}: {cell[0]:.3f}"
                 for column, cell in zip(columns, found) if cell and cell[0] < LOST]
    return lost


def text(cell):
    """The ratio, and the time of hotloop."""
    return f"{cell[0]:#.3g}".rstrip(".") + f" ({duration(cell[2])})" if cell else ""


def duration(nanoseconds):
    for unit, length in UNITS:
        if nanoseconds >= length:
            break
    return f"{nanoseconds / length:.3g} {unit}"


def print_line(first, others):
    print("| " + " | ".join(f"{cell!s:>{width}}" for cell, width in zip((first, *others), (6, *[16] * 99)))
          + " |", flush=True)
