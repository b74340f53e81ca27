"""Operations on one array, on three (multiply and add), and on one and its limits (clip)."""

import numpy as np

from oracle import rules, values
from oracle.binary import ILLEGAL, out_case, written
from oracle.table import Array, Double, Function, Long
from oracle.values import DTYPES, INF, NAN, array, plain, seeded

# Exact, and of the same type; some do not take booleans.
SAME = {
    "negate": np.negative,
    "abs": np.absolute,
    "sign": np.sign,
    "square": np.square,
    "reciprocal": np.reciprocal,
    "not": np.invert,
}
# Exact; integers stay as they are since NumPy 2.1.
WHOLE = {"floor": np.floor, "ceil": np.ceil, "trunc": np.trunc}
# Exact, to a floating-point type.
ROUNDED = {"sqrt": np.sqrt, "rint": np.rint}
# Not exact, in NumPy neither.
SMOOTH = {
    "exp": np.exp,
    "expm1": np.expm1,
    "log": np.log,
    "log2": np.log2,
    "log10": np.log10,
    "log1p": np.log1p,
    "sin": np.sin,
    "cos": np.cos,
    "tan": np.tan,
    "asin": np.arcsin,
    "acos": np.arccos,
    "atan": np.arctan,
    "sinh": np.sinh,
    "cosh": np.cosh,
    "tanh": np.tanh,
}
PREDICATES = {"isNaN": np.isnan, "isFinite": np.isfinite, "isInfinite": np.isinf}
ALL = {**SAME, **WHOLE, **ROUNDED, **SMOOTH, **PREDICATES}

SHAPES = [
    ((3, 4), "transposed"), ((7,), "reversed"), ((3, 4), "inner"), ((), "dense"),
    ((0, 3), "dense"), ((2, 3, 2), "stepped"), ((1,), "stepped"), ((4, 3), "broadcast"),
    ((5, 2), "backwards"), ((2, 2, 2, 2), "transposed"),
]


def tolerance(operation):
    return "ulps 4" if operation in SMOOTH else "exact"


def out_tolerance(operation, result, into):
    wide = result.dtype == np.float32 and into.view.dtype == np.float64
    return "ulps32 4" if operation in SMOOTH and wide else tolerance(operation)


def compute_type(operation, dtype):
    return rules.floating(dtype) if operation in {**ROUNDED, **SMOOTH} else dtype


def computed(operation, view):
    """The result, or None where there is none for such elements."""
    dtype = view.dtype.name
    if operation in WHOLE and not values.is_float(dtype):
        return np.array(view)
    try:
        result = rules.applied(ALL[operation], view.astype(compute_type(operation, dtype)))
    except TypeError:
        return None
    rules.agree(result, ALL[operation], view)
    return result


def pool_of(operation, dtype):
    pool = values.special(dtype)
    if operation == "reciprocal" and dtype != "bool" and not values.is_float(dtype):
        return [v for v in pool if v != 0]  # 1/0 differs between processors
    if operation in SMOOTH and values.is_float(dtype):
        return pool + [0.1, 0.75, -0.3, 0.999, 2.0, 10.0, -20.0, 1e-9, -1e-5, 30.5, 700.0, 1000.0]
    return pool + values.fractions(dtype)[:20]


def every(table):
    """Every operation for every type: all special values, and shapes in turn."""
    turn = 0
    for operation in ALL:
        for dtype in DTYPES:
            rng = seeded(operation, dtype)
            pool = pool_of(operation, dtype)
            add_case(table, operation, plain(pool, dtype))
            for _ in range(4):
                turn += 1
                shape, how = SHAPES[turn % len(SHAPES)]
                add_case(table, operation, array(rng, dtype, shape, pool, how))


def add_case(table, operation, a):
    result = computed(operation, a.view)
    if result is None:
        table.error(operation, [a], ILLEGAL, a.view.dtype.name)
    else:
        table.array(operation, [a], result, tolerance(operation))


def long_ones(table):
    for operation in ALL:
        for dtype in ("int16", "int64", "float32", "float64"):
            rng = seeded(operation, dtype, "long")
            for shape, how in (((4099,), "reversed"), ((3, 1030), "transposed")):
                base, steps = values.layout(shape, how)
                row = values.filled(rng, dtype, (41,), pool_of(operation, dtype))
                memory = np.resize(row, int(np.prod(base))).reshape(base)
                add_case(table, operation, Array(memory, *steps))


def outs(table):
    for operation in ALL:
        for dtype in DTYPES:
            for out in DTYPES:
                rng = seeded(operation, dtype, out, "out")
                pool = ordinary(operation, dtype)
                a = array(rng, dtype, (2, 3), pool, "transposed")
                into = array(rng, out, (2, 3), values.tame(out), "inner")
                unary_out(table, operation, [a, into])
        a = plain([1, 2, 3], "float64")
        if operation != "not":
            table.error(operation, [a, plain([1, 2], "float64")], ILLEGAL, "[3]", "[2]")


def ordinary(operation, dtype):
    """Elements whose results all types can hold."""
    return [v for v in pool_of(operation, dtype) if v == v and abs(v) < 100]


def unary_out(table, operation, arguments):
    a, into = arguments
    result = computed(operation, a.view)
    if result is None:
        table.error(operation, arguments, ILLEGAL, a.view.dtype.name)
    elif not rules.same_kind(result.dtype, into.view.dtype):
        table.error(operation, arguments, ILLEGAL, result.dtype.name, into.view.dtype.name)
    else:
        after = written(into, result)
        table.memory(operation, arguments, 1, after, out_tolerance(operation, result, into))


def in_place(table):
    """The result goes where the argument is, shifted or turned round."""
    for operation in ("negate", "sqrt", "square", "abs", "floor"):
        for n in (9, 2600):
            for out, step in (("", ":"), ("", "::-1"), ("1:", ":-1"), (":-1", "1:"), ("::2", "1::2")):
                row = np.resize(np.array([4.0, 0.25, 9.0, 100.0, 2.25, 16.0, 1.0]), n + n % 2)
                a = Array(row, "slice " + step)
                into = a.again(0, "slice " + (out or ":"))
                result = computed(operation, a.view)
                table.memory(operation, [a, into], 1, written(into, result))


def fused(table):
    """a * b + c, rounded after each step."""
    turn = 0
    for left in DTYPES:
        for right in ("bool", "int8", "int32", "float32", "float64"):
            for third in ("uint8", "int64", "float32", "float64"):
                rng = seeded("multiplyAdd", left, right, third)
                turn += 1
                how = values.LAYOUTS[turn % len(values.LAYOUTS)]
                a = array(rng, left, (3, 4), values.special(left)[:9], how)
                b = array(rng, right, (4,), values.tame(right))
                c = array(rng, third, (3, 1), values.special(third)[:9])
                dtype = rules.common(left, right, third)
                x, y, z = (v.view.astype(dtype) for v in (a, b, c))
                result = rules.applied(lambda p, q, r: p * q + r, x, y, z)
                table.array("multiplyAdd", [a, b, c], result)
                if left == right:
                    into = array(rng, third, (3, 4), values.tame(third), "inner")
                    if rules.same_kind(dtype, third):
                        after = written(into, result)
                        table.memory("multiplyAdd", [a, b, c, into], 3, after)
                    else:
                        table.error("multiplyAdd", [a, b, c, into], ILLEGAL, dtype, third)
    for dtype in ("int32", "float32", "float64"):
        rng = seeded("multiplyAdd", dtype, "long")
        a = Array(np.resize(values.filled(rng, dtype, (31,), values.tame(dtype)), 4100))
        b, c = a.again(0, "slice ::-1"), array(rng, dtype, (1,), values.tame(dtype))
        table.array("multiplyAdd", [a, b, c], a.view * b.view + c.view)
        after = written(a, a.view * b.view + a.view)
        table.memory("multiplyAdd", [a, b, a.again(0), a.again(0)], 0, after)
    x, y = plain([[1.0, 2.0, 3.0]]), plain([1.0, 2.0])
    table.error("multiplyAdd", [x, x.again(0), y], ILLEGAL, "[1, 3]", "[2]")


def clips(table):
    limits = [(-1, 4), (0, 1), (5, 2), (-300, 300), (2, 2)]
    ranges = [(-1.5, 2.5), (0.1, 1e300), (-INF, 0.0), (NAN, 1.0), (2.0, 0.5)]
    for dtype in DTYPES:
        rng = seeded("clip", dtype)
        pool = [v for v in values.special(dtype) if str(v) != "-0.0"]
        for low, high in limits:
            a = array(rng, dtype, (3, 4), pool, "transposed")
            clip_case(table, a, low, high, rules.LONG)
        for low, high in ranges:
            a = array(rng, dtype, (7,), pool, "reversed")
            clip_case(table, a, low, high, rules.DOUBLE)
        a = array(rng, dtype, (2, 3), pool, "stepped")
        into = array(rng, "float64", (2, 3), values.tame("float64"), "inner")
        result = clipped(a.view, 0.25, 3.0, rules.DOUBLE)
        table.memory("clip", [a, Double(0.25), Double(3), into], 1, written(into, result))


def clip_case(table, a, low, high, kind):
    of = Long if kind == rules.LONG else Double
    table.array("clip", [a, of(low), of(high)], clipped(a.view, low, high, kind))


def clipped(view, low, high, kind):
    """As NumPy 2: limits beyond the type's range limit nothing."""
    dtype = rules.weak(view.dtype.name, kind)
    if kind == rules.LONG and values.is_integer(dtype):
        info = np.iinfo(dtype)
        low, high = max(low, int(info.min)), min(high, int(info.max))
    x = view.astype(dtype)
    result = np.minimum(np.maximum(x, rules.scalar(low, dtype)), rules.scalar(high, dtype))
    return result


def functions(table):
    """Functions of Java, which NumPy computes step by step, with the same numbers."""
    half, tripled, less = Function("x/2+1"), Function("x*3-1"), Function("x-2y")
    for dtype in DTYPES:
        into_type = dtype if dtype == "float32" else "float64"
        for shape, how in (((7,), "reversed"), ((3, 4), "transposed"), ((), "dense"), ((2100,), "dense")):
            rng = seeded("map", dtype, shape)
            a = array(rng, dtype, shape, values.special(dtype), how)
            x = a.view.astype("float64")
            result = rules.applied(lambda v: (v / 2 + 1).astype(into_type), x)
            table.array("map", [a, half], result)
            into = array(rng, "float32", shape, values.tame("float32"), "inner")
            after = written(into, rules.applied(lambda v: v / 2 + 1, x))
            table.memory("map", [a, half, into], 1, after)
            b = array(rng, "float64", shape[-1:], values.special("float64"))
            result = rules.applied(lambda v, w: v - 2 * w, x, b.view)
            table.array("combine", [a, b, less], result)
            table.array("combine", [b, a, less], rules.applied(lambda v, w: w - 2 * v, x, b.view))
            into = array(rng, "float64", shape, values.tame("float64"), "inner")
            table.memory("combine", [a, b, less, into], 2, written(into, result))
            if not values.is_float(dtype):
                integers = dtype if values.is_integer(dtype) else "int64"
                result = (a.view.astype("int64") * 3 - 1).astype(integers)
                table.array("mapLong", [a, tripled], result)
                into = array(rng, "int64", shape, values.tame("int64"), "inner")
                after = written(into, a.view.astype("int64") * 3 - 1)
                table.memory("mapLong", [a, tripled, into], 1, after)


def generate(table):
    every(table)
    long_ones(table)
    outs(table)
    in_place(table)
    fused(table)
    clips(table)
    functions(table)
