"""Compares two tables, allowing for what they themselves say is inexact."""

import math

import numpy as np

# Python's own zip files differ from version to version; what is in them does not.
OPAQUE = ("loadAll",)


def differences(old, new):
    """The lines that differ, each as a text."""
    different = []
    if len(old) != len(new):
        different.append("%d cases instead of %d" % (len(new), len(old)))
    for a, b in zip(old, new):
        if a != b and not same(a.split("\t"), b.split("\t")):
            different.append("- %.300s\n+ %.300s" % (a, b))
    return different


def same(a, b):
    if a[0] in OPAQUE:
        return a[:3] == b[:3]
    return a[0] == b[0] and alike(a[1], b[1]) and a[3:] == b[3:] and near(a[1], a[2], b[2])


def alike(tolerance, other):
    """A limit may come of a product of matrices, whose last bits depend on the processor."""
    if tolerance == other:
        return True
    kind, _, limit = tolerance.partition(" ")
    other_kind, _, other_limit = other.partition(" ")
    return kind == other_kind == "near" and math.isclose(float(limit), float(other_limit))


def near(tolerance, a, b):
    if tolerance in ("bits", "exact"):
        return a == b
    kind, limit = tolerance.split(" ")
    if kind == "since":
        return a == b or version(np.__version__) < version(limit)
    x, y = values(a), values(b)
    if x is None or y is None or x.dtype != y.dtype or x.shape != y.shape:
        return False
    finite = np.isfinite(x) & np.isfinite(y)
    if not np.array_equal(x[~finite], y[~finite], equal_nan=True):
        return False
    x, y = x[finite], y[finite]
    if kind == "near":
        return bool(np.all(np.abs(x.astype("f8") - y) <= float(limit)))
    with np.errstate(over="ignore"):
        unit = np.spacing(np.abs(x.astype("f4") if kind == "ulps32" else x))
    return bool(np.all(np.abs(x - y) <= int(limit) * unit.astype("f8")))


def version(text):
    return [int(part) for part in text.split(".")[:2]]


def values(expected):
    """The elements of an expectation, None if it is not of numbers."""
    words = expected.split(" ")
    if words[0] == "double":
        return np.array(float(words[1].replace("Infinity", "inf")))
    if words[0] not in ("array", "memory"):
        return None
    head, _, digits = words[-1].partition("=")
    dtype, _, lengths = head.rstrip("]").partition("[")
    shape = tuple(int(n) for n in lengths.split(",") if n)
    elements = np.frombuffer(bytes.fromhex(digits.rstrip("*")), dtype)
    return np.resize(elements, shape) if digits.endswith("*") else elements.reshape(shape)
