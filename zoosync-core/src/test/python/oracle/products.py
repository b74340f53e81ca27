"""Sorting, and products of vectors and matrices."""

import numpy as np

from oracle import rules, values
from oracle.binary import ILLEGAL, written
from oracle.table import Array, Int
from oracle.values import DTYPES, INF, NAN, array, plain, seeded

SORT_SHAPES = [
    ((9,), "dense"), ((9,), "reversed"), ((4, 5), "transposed"), ((4, 5), "stepped"),
    ((2, 3, 4), "inner"), ((0,), "dense"), ((3, 0), "dense"), ((1,), "dense"), ((5, 3), "broadcast"),
]


def sorts(table):
    for dtype in DTYPES:
        pool = [v for v in values.special(dtype) if str(v) != "-0.0"] + values.fractions(dtype)[:20]
        for shape, how in SORT_SHAPES:
            rng = seeded("sort", dtype, shape, how)
            a = array(rng, dtype, shape, pool, how)
            sort_cases(table, a, None)
            for axis in sorted({0, len(shape) - 1, -len(shape)}):
                sort_cases(table, a, axis)
        for n in (100, 3001):
            rng = seeded("sort", dtype, n)
            if dtype in ("bool", "int8", "uint8"):
                long_pool = values.tame(dtype)
            else:
                long_pool = list(range(-900, 900, 7))
            memory = np.array([rng.choice(long_pool) for _ in range(n)], dtype)
            sort_cases(table, Array(memory), None)
            sort_cases(table, Array(np.sort(memory), "slice ::-1"), None)
    for dtype in values.FLOATS:
        row = plain([3.0, NAN, 1.0, INF, NAN, -INF, 1.0, 0.5], dtype)
        sort_cases(table, row, None)
        zeros = plain([0.0, -0.0, 1.0, -0.0, 0.0, -1.0], dtype)
        table.array("argsort", [zeros], np.argsort(zeros.view, kind="stable"))


def sort_cases(table, a, axis):
    arguments = [a] if axis is None else [a, Int(axis)]
    axis = -1 if axis is None else axis
    table.array("sort", arguments, np.sort(a.view, axis, kind="stable"))
    table.array("argsort", arguments, np.argsort(a.view, axis, kind="stable"))


DOTS = [
    ((4,), (4,)), ((0,), (0,)), ((1,), (1,)), ((3, 4), (4,)), ((4,), (4, 2)), ((3, 4), (4, 2)),
    ((2, 3, 4), (4,)), ((2, 3, 4), (4, 2)), ((2, 3, 4), (2, 4, 3)), ((), (2, 3)), ((2,), ()),
    ((), ()), ((3, 0), (0, 2)), ((0, 3), (3, 2)), ((4,), (2, 4, 3)),
]
MATMULS = [
    ((4,), (4,)), ((0,), (0,)), ((3, 4), (4,)), ((4,), (4, 2)), ((3, 4), (4, 2)), ((1, 1), (1, 1)),
    ((2, 3, 4), (4,)), ((4,), (2, 4, 3)), ((2, 3, 4), (4, 2)), ((2, 3, 4), (2, 4, 3)),
    ((2, 1, 3, 4), (5, 4, 2)), ((3, 0), (0, 2)), ((0, 3), (3, 2)), ((0, 2, 3), (3, 2)),
    ((1, 3, 4), (2, 4, 1)),
]
LARGE = [((70, 130), (130, 65)), ((33, 257), (257, 19)), ((2, 40, 17), (17, 9)), ((1, 600), (600, 1))]
REFUSED = [((3,), (4,)), ((2, 3), (2, 3)), ((2, 3), (4,)), ((2, 2, 3), (3, 3, 2))]


def tolerance(result):
    """Exact but for the sign of zeros, which depends on what a sum begins with."""
    return "near 0" if values.is_float(result.dtype) else "exact"


def exact_case(table, operation, a, b):
    result = computed(operation, a.view, b.view)
    table.array(operation, [a, b], result, tolerance(result))


def computed(operation, x, y):
    dtype = rules.common(x.dtype, y.dtype)
    function = np.dot if operation == "dot" else np.matmul
    with np.errstate(all="ignore"):
        return np.asarray(function(x.astype(dtype), y.astype(dtype)))


def products(table):
    turn = 0
    for operation, shapes in (("dot", DOTS), ("matmul", MATMULS)):
        for left in DTYPES:
            for s, t in shapes:
                for right in (left, DTYPES[turn % len(DTYPES)]):
                    turn += 1
                    rng = seeded(operation, s, t, left, right)
                    how = values.LAYOUTS[turn % len(values.LAYOUTS)]
                    so = values.LAYOUTS[turn // 7 % len(values.LAYOUTS)]
                    a = array(rng, left, s, values.tame(left), how)
                    b = array(rng, right, t, values.tame(right), so)
                    exact_case(table, operation, a, b)
        for dtype in ("int8", "int64", "float32", "float64"):
            for s, t in LARGE:
                for how in ("dense", "transposed"):
                    large_case(table, operation, dtype, s, t, how)
        for s, t in REFUSED:
            if operation == "dot" and len(s) == 3:
                continue
            a, b = Array(np.ones(s, "float32")), Array(np.ones(t, "float32"))
            table.error(operation, [a, b], ILLEGAL, str(list(s)), str(list(t)))
    table.error("matmul", [plain(2.0), plain([1.0])], ILLEGAL, "[]", "[1]")


def large_case(table, operation, dtype, s, t, how):
    """Of whole numbers, so that the order of the additions does not matter."""
    if operation == "dot" and len(s) > 2:
        return
    rng = seeded(operation, dtype, s, t, how)
    base, steps = values.layout(s, how)
    row = values.filled(rng, dtype, (61,), values.tame(dtype))
    a = Array(np.resize(row, int(np.prod(base))).reshape(base), *steps)
    b = Array(np.resize(row[:53], int(np.prod(t))).reshape(t))
    exact_case(table, operation, a, b)


def inexact(table):
    """Of fractions; the error is a few roundings of what the sum is made of."""
    for operation in ("dot", "matmul"):
        for dtype in values.FLOATS:
            for s, t in (((50,), (50,)), ((7, 40), (40, 5)), ((1000,), (1000,)), ((9, 300), (300, 7))):
                rng = seeded(operation, dtype, s, t, "fractions")
                a = array(rng, dtype, s, values.fractions(dtype), "transposed")
                b = array(rng, dtype, t, values.fractions(dtype))
                result = computed(operation, a.view, b.view)
                parts = np.dot(np.abs(a.view.astype("float64")), np.abs(b.view))
                near = float(8 * np.finfo(dtype).eps * np.max(parts))
                table.array(operation, [a, b], result, "near %r" % near)
    for dtype in values.FLOATS:
        a = plain([[1.0, INF, 0.0], [NAN, 1.0, 2.0], [-INF, 1.0, 1.0]], dtype)
        b = plain([[1.0, 0.0], [2.0, 1.0], [1.0, 3.0]], dtype)
        for operation in ("dot", "matmul"):
            exact_case(table, operation, a, b)
            table.array(operation, [a, plain([1.0, 1.0, 1.0], dtype)], a.view.sum(axis=1))


def outs(table):
    for dtype in ("int32", "float32", "float64"):
        for out in ("int32", "float32", "float64"):
            rng = seeded("matmul", dtype, out)
            a = array(rng, dtype, (3, 4), values.tame(dtype), "reversed")
            b = array(rng, dtype, (4, 3), values.tame(dtype), "transposed")
            into = array(rng, out, (3, 3), values.tame(out), "inner")
            if rules.same_kind(dtype, out):
                after = written(into, computed("matmul", a.view, b.view))
                table.memory("matmul", [a, b, into], 2, after, tolerance(after))
            else:
                table.error("matmul", [a, b, into], ILLEGAL, dtype, out)
        square = Array(np.arange(9, dtype=dtype).reshape(3, 3))
        result = square.view @ square.view
        table.memory("matmul", [square, square.again(0), square.again(0)], 0, result)
        wrong = plain([[1, 2]], dtype)
        table.error("matmul", [square, square.again(0), wrong], ILLEGAL, "[3, 3]", "[1, 2]")


def generate(table):
    sorts(table)
    products(table)
    inexact(table)
    outs(table)
