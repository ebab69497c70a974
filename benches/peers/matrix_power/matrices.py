"""Matrices whose high powers are neither infinite nor zero."""

import numpy as np

RANDOM = np.random.default_rng(20261120)

DTYPES = {"f64": np.float64, "f32": np.float32, "c128": np.complex128, "c64": np.complex64,
          "i64": np.int64, "i32": np.int32}


def ordinary(name, n):
    """Floats with spectral radius 1; integers that wrap."""
    if name[0] == "i":
        return RANDOM.integers(-9, 10, (n, n)).astype(DTYPES[name])
    a = stack(1, n)[0]
    if name[0] == "c":
        turn = np.exp(2j * np.pi * RANDOM.uniform(size=n))
        a = a * turn[:, None] / turn  # similar to a
    return a.astype(DTYPES[name])


def symmetric(n):
    """Similar to a matrix whose rows sum to 1."""
    a = RANDOM.uniform(size=(n, n))
    a += a.T
    scale = a.sum(axis=1) ** -0.5
    return a * np.outer(scale, scale)


def stack(count, n):
    """Their rows sum to 1."""
    a = RANDOM.uniform(size=(count, n, n))
    return a / a.sum(axis=-1, keepdims=True)


def permutation(n):
    """With signs: no power of it has an entry beyond 1."""
    return (np.eye(n, dtype=np.int64) * RANDOM.choice([-1, 1], n))[RANDOM.permutation(n)]


def near_the_limit(n):
    """The square fits int64 because terms of both signs meet; from n = 32 no norm shows it."""
    largest = int((0.4 * 2**63 / n**0.5) ** 0.5) if n > 8 else int((2**62 / n) ** 0.5)
    return RANDOM.integers(-largest, largest + 1, (n, n))


def residues(n, modulus):
    return RANDOM.integers(0, modulus, (n, n), dtype=np.uint64)
