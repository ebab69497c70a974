"""How a wrong argument looks in a sentence."""

from typing import Any

import numpy as np

_LONGEST = 60


def shown(value: Any) -> str:
    """Its repr where that is short, else what it is."""
    if holds_many(value):
        return f"{kind(value)}{_size(value)}"
    text = repr(value.item() if isinstance(value, np.generic) and value.dtype.kind in "biufc" else value)
    return text if len(text) <= _LONGEST and "\n" not in text else kind(value)


def kind(value: Any) -> str:
    """Its type, with an article."""
    name = "array" if type(value) is np.ndarray else type(value).__name__
    return f"{'an' if name[0] in 'aeiouAEIO' else 'a'} {name}"


def holds_many(value: Any) -> bool:
    """Whether it is an array, a column of a table or the like: no text, no number."""
    return isinstance(value, (list, tuple, dict, set, np.ndarray)) or (
        hasattr(value, "__array__") and not isinstance(value, np.generic))


def _size(value: Any) -> str:
    shape = getattr(value, "shape", None)
    if isinstance(shape, tuple) and len(shape) != 1:
        return f" of shape {shape}"
    try:
        return f" of {len(value)}"
    except TypeError:
        return ""
