"""Elements, shapes and ways to lie in memory: what the arguments are made of."""

import random

import numpy as np

from oracle.table import Array

DTYPES = ["bool", "int8", "uint8", "int16", "int32", "int64", "float32", "float64"]
INTEGERS = ["int8", "uint8", "int16", "int32", "int64"]
FLOATS = ["float32", "float64"]

INF = float("inf")
NAN = float("nan")


def is_float(dtype):
    return np.dtype(dtype).kind == "f"


def is_integer(dtype):
    return np.dtype(dtype).kind in "iu"


def special(dtype):
    """The elements with which operations go wrong."""
    if dtype == "bool":
        return [False, True]
    if is_integer(dtype):
        info = np.iinfo(dtype)
        chosen = [0, 1, 2, 3, 7, -1, -2, -5, info.max, info.max - 1, info.min, info.min + 1]
        return sorted({int(v) for v in chosen if info.min <= v <= info.max})
    info = np.finfo(dtype)
    tiny = float(np.nextafter(np.array(0, dtype), np.array(1, dtype)))
    return [
        0.0, -0.0, 1.0, -1.0, 0.5, -2.5, 3.0, 7.25, -1e10, float(info.max), float(info.min),
        float(info.tiny), tiny, -tiny, INF, -INF, NAN,
    ]


def tame(dtype):
    """Elements with which sums and products of a few stay exact."""
    if dtype == "bool":
        return [False, True]
    if dtype == "uint8":
        return [0, 1, 2, 3, 5, 8, 100]
    if is_integer(dtype):
        return [-7, -3, -1, 0, 1, 2, 4, 5, 9]
    return [-6.0, -3.0, -1.0, 0.0, 1.0, 2.0, 4.0, 5.0, 8.0]


def fractions(dtype):
    """Ordinary floating-point numbers, all different, positive and negative."""
    rng = random.Random("fractions")
    return [round(rng.uniform(-9, 9), 6) for _ in range(60)] if is_float(dtype) else tame(dtype)


def seeded(*words):
    """Randomness that depends on nothing but these words."""
    return random.Random(" ".join(map(str, words)))


def filled(rng, dtype, shape, pool):
    """Elements of the pool; of many elements the first 59 again and again."""
    n = int(np.prod(shape, dtype=np.int64))
    values = [rng.choice(pool) for _ in range(min(n, 59))]
    return np.resize(np.array(values, dtype=dtype), shape)


LAYOUTS = ["dense", "reversed", "stepped", "inner", "transposed", "backwards", "broadcast"]


def layout(shape, kind):
    """The shape of the memory, and the steps that lead to a view of the wanted shape."""
    rank = len(shape)
    if rank == 0 or kind == "dense":
        return tuple(shape), ()
    if kind == "reversed":
        return tuple(shape), ("slice " + ", ".join(["::-1"] * rank),)
    if kind == "stepped":
        base = tuple(shape[:-1]) + (2 * shape[-1],)
        return base, ("slice " + ", ".join([":"] * (rank - 1) + ["::2"]),)
    if kind == "inner":
        return tuple(n + 2 for n in shape), ("slice " + ", ".join(["1:-1"] * rank),)
    if kind == "transposed":
        axes = ",".join(str(a) for a in reversed(range(rank)))
        return tuple(reversed(shape)), ("transpose " + axes,)
    if kind == "backwards":
        base = (3 * shape[0],) + tuple(shape[1:])
        return base, ("slice ::-3" + ", :" * (rank - 1),)
    if kind == "broadcast":
        return (1,) + tuple(shape[1:]), ("broadcast " + ",".join(map(str, shape)),)
    raise ValueError(kind)


def array(rng, dtype, shape, pool, kind="dense"):
    """An argument of this shape that lies in memory in this way."""
    base, steps = layout(shape, kind)
    return Array(filled(rng, dtype, base, pool), *steps)


def plain(values, dtype=None):
    """An argument with these elements."""
    return Array(np.array(values, dtype=dtype))
