"""Operations on two arrays, or on an array and a number."""

import numpy as np

from oracle import rules, values
from oracle.table import Array, Double, Long
from oracle.values import DTYPES, INF, INTEGERS, NAN, array, plain, seeded

ILLEGAL = "IllegalArgumentException"

ARITHMETIC = {
    "add": np.add,
    "subtract": np.subtract,
    "multiply": np.multiply,
    "divide": np.true_divide,
    "floorDivide": np.floor_divide,
    "remainder": np.remainder,
    "power": np.power,
    "minimum": np.minimum,
    "maximum": np.maximum,
    "atan2": np.arctan2,
}
COMPARISONS = {
    "eq": np.equal,
    "ne": np.not_equal,
    "lt": np.less,
    "le": np.less_equal,
    "gt": np.greater,
    "ge": np.greater_equal,
}
BITS = {
    "and": np.bitwise_and,
    "or": np.bitwise_or,
    "xor": np.bitwise_xor,
    "shiftLeft": np.left_shift,
    "shiftRight": np.right_shift,
}
ALL = {**ARITHMETIC, **COMPARISONS, **BITS}

# Two shapes that broadcast, and how each lies in memory.
PAIRS = [
    ((3, 4), "transposed", (3, 4), "dense"),
    ((7,), "reversed", (7,), "stepped"),
    ((3, 4), "stepped", (4,), "inner"),
    ((3, 1), "dense", (1, 5), "inner"),
    ((), "dense", (2, 3), "transposed"),
    ((2, 3), "backwards", (), "dense"),
    ((2, 3, 4), "transposed", (3, 1), "reversed"),
    ((1, 3), "dense", (0, 3), "dense"),
    ((1,), "dense", (1,), "stepped"),
    ((2, 2, 3), "broadcast", (2, 2, 3), "reversed"),
    ((4, 1, 2), "inner", (3, 1), "transposed"),
    ((), "dense", (), "dense"),
    ((2, 3, 2, 2), "transposed", (2, 3, 2, 2), "inner"),
    ((5, 3), "broadcast", (5, 3), "backwards"),
]

LONGS = [0, 2, -3, 100, 300, 70000, 2**40 + 1, -(2**63)]
DOUBLES = [0.5, -2.0, -0.0, 1e300, NAN, -INF]


def tolerance(operation, dtype):
    inexact = operation == "atan2" or operation == "power" and values.is_float(dtype)
    return "ulps 4" if inexact else "exact"


def compute_type(operation, *dtypes):
    dtype = rules.common(*dtypes)
    return rules.floating(dtype) if operation == "atan2" else dtype


def computed(operation, *arrays):
    """The result, or None where NumPy has none for such types or values."""
    dtype = compute_type(operation, *[a.dtype for a in arrays])
    ufunc = ALL[operation]
    try:
        result = rules.applied(ufunc, *[a.astype(dtype) for a in arrays])
    except (TypeError, ValueError):
        return None
    rules.agree(result, ufunc, *arrays)
    return result


def pool_of(operation, dtype, right):
    """Elements for one side: no negative exponents of integers, no zeros of both signs to choose."""
    pool = values.special(dtype)
    if operation == "power" and right and dtype in INTEGERS:
        return [v for v in pool if v >= 0]
    if operation in ("minimum", "maximum") and values.is_float(dtype):
        return [v for v in pool if str(v) != "-0.0"]
    return pool


def add_case(table, operation, a, b):
    result = computed(operation, a.view, b.view)
    if result is None:
        table.error(operation, [a, b], ILLEGAL, a.view.dtype.name, b.view.dtype.name)
    else:
        table.array(operation, [a, b], result, tolerance(operation, result.dtype))


def pairs(table):
    """Every operation for every pair of types: all special values, and shapes in turn."""
    turn = 0
    for operation in ALL:
        for left in DTYPES:
            for right in DTYPES:
                rng = seeded(operation, left, right)
                x = np.array(pool_of(operation, left, False), left)
                y = np.array(pool_of(operation, right, True), right)
                add_case(table, operation, Array(x.reshape(-1, 1)), Array(y))
                for _ in range(2):
                    turn += 1
                    s, how, t, so = PAIRS[turn % len(PAIRS)]
                    a = array(rng, left, s, pool_of(operation, left, False), how)
                    b = array(rng, right, t, pool_of(operation, right, True), so)
                    add_case(table, operation, a, b)


def long_ones(table):
    """Arrays longer than what is computed at once, side by side and strided."""
    for operation in ALL:
        for dtype in ("uint8", "int32", "int64", "float32", "float64"):
            rng = seeded(operation, dtype, "long")
            small = pool_of(operation, dtype, True)
            for shape, how in (((4099,), "dense"), ((1030, 3), "transposed")):
                row = values.filled(rng, dtype, (41,), pool_of(operation, dtype, False))
                n = int(np.prod(values.layout(shape, how)[0]))
                base, steps = values.layout(shape, how)
                a = Array(np.resize(row, n).reshape(base), *steps)
                b = array(rng, dtype, (1,) * len(shape), small)
                add_case(table, operation, a, b)


def numbers(table):
    """An array and a number, which takes the array's type where it can."""
    for operation in ALL:
        for dtype in DTYPES:
            rng = seeded(operation, dtype, "number")
            for i, number in enumerate(LONGS):
                how = values.LAYOUTS[i % len(values.LAYOUTS)]
                a = array(rng, dtype, (2, 4), pool_of(operation, dtype, False), how)
                if operation != "atan2":
                    number_case(table, operation, a, number, rules.LONG)
            if operation in BITS:
                continue
            for i, number in enumerate(DOUBLES):
                if str(number) == "-0.0" and operation in ("minimum", "maximum"):
                    continue  # either zero is right
                if operation == "power" and number == 0.5:
                    number = 0.75  # for a square root -0.0 is another case
                how = values.LAYOUTS[i % len(values.LAYOUTS)]
                a = array(rng, dtype, (7,), pool_of(operation, dtype, False), how)
                number_case(table, operation, a, number, rules.DOUBLE)


def number_case(table, operation, a, number, kind):
    argument = Long(number) if kind == rules.LONG else Double(number)
    result = with_number(operation, a.view, number, kind)
    if result is None:
        word = str(number) if operation == "power" else a.view.dtype.name
        table.error(operation, [a, argument], ILLEGAL, word)
    elif isinstance(result, OverflowError):
        table.error(operation, [a, argument], ILLEGAL, a.view.dtype.name, str(number))
    else:
        table.array(operation, [a, argument], result, tolerance(operation, result.dtype))


def with_number(operation, view, number, kind):
    """The result, None if there is none for the type, an OverflowError if not for the value."""
    if operation in COMPARISONS and kind == rules.LONG and not rules.fits(number, view.dtype):
        result = ALL[operation](view.astype(object), number).astype(bool)
        rules.agree(result, ALL[operation], view, number)
        return result
    dtype = rules.weak(view.dtype.name, kind)
    if operation == "divide" and not values.is_float(dtype):
        dtype = "float64"
    elif operation == "atan2":
        dtype = rules.floating(dtype)
    elif kind == rules.LONG and not rules.fits(number, dtype):
        return OverflowError() if computed(operation, view, view) is not None else None
    try:
        result = rules.applied(ALL[operation], view.astype(dtype), rules.scalar(number, dtype))
    except (TypeError, ValueError):
        return None
    rules.agree(result, ALL[operation], view, number)
    return result


def outs(table):
    """Results put into an array that is given, in place too, of every type."""
    for operation in ALL:
        for dtype in DTYPES:
            for out in DTYPES:
                rng = seeded(operation, dtype, out, "out")
                a = array(rng, dtype, (2, 3), pool_of(operation, dtype, False), "transposed")
                b = array(rng, dtype, (3,), pool_of(operation, dtype, True))
                into = array(rng, out, (2, 3), values.tame(out), "inner")
                out_case(table, operation, [a, b, into], [a.view, b.view])
                if operation in COMPARISONS or operation == "atan2":
                    continue
                first = array(rng, dtype, (3, 2), pool_of(operation, dtype, False), "stepped")
                second = array(rng, out, (3, 1), pool_of(operation, out, True))
                in_place(table, operation, first, second)


def out_case(table, operation, arguments, views):
    """The last argument is where the result goes, the others are the views."""
    into = arguments[-1]
    result = computed(operation, *views)
    if result is None:
        table.error(operation, arguments, ILLEGAL, views[0].dtype.name)
    elif not rules.same_kind(result.dtype, into.view.dtype):
        table.error(operation, arguments, ILLEGAL, result.dtype.name, into.view.dtype.name)
    else:
        k = len(arguments) - 1
        after = written(into, result)
        table.memory(operation, arguments, k, after, out_tolerance(operation, result, into))


def out_tolerance(operation, result, into):
    """A few units of the last place of what was computed, wherever it is put."""
    usual = tolerance(operation, result.dtype)
    wide = result.dtype == np.float32 and into.view.dtype == np.float64
    return "ulps32 4" if usual != "exact" and wide else usual


def written(into, result):
    """The memory of an argument after a result was put there."""
    after = Array(into.base.copy(), *into.steps)
    view = after.view
    with np.errstate(all="ignore"):
        view[...] = result.astype(view.dtype)
    return after.base


def in_place(table, operation, first, second):
    name = operation + "Assign"
    result = computed(operation, first.view, second.view)
    if result is None:
        table.error(name, [first, second], ILLEGAL, first.view.dtype.name)
    elif not rules.same_kind(result.dtype, first.view.dtype):
        table.error(name, [first, second], ILLEGAL, result.dtype.name, first.view.dtype.name)
    else:
        after = written(first, result)
        table.memory(name, [first, second], 0, after, out_tolerance(operation, result, first))


def numbers_in_place(table):
    for operation in {**ARITHMETIC, **BITS}:
        if operation == "atan2":
            continue
        for dtype in DTYPES:
            rng = seeded(operation, dtype, "number in place")
            given = [(3, rules.LONG), (300, rules.LONG)]
            if operation not in BITS:
                given.append((2.5, rules.DOUBLE))
            for number, kind in given:
                a = array(rng, dtype, (2, 3), pool_of(operation, dtype, False), "reversed")
                number_in_place(table, operation, a, number, kind)


def number_in_place(table, operation, a, number, kind):
    name = operation + "Assign"
    dtype = a.view.dtype
    arguments = [a, Long(number) if kind == rules.LONG else Double(number)]
    result = with_number(operation, a.view, number, kind)
    if result is None:
        table.error(name, arguments, ILLEGAL, dtype.name)
    elif isinstance(result, OverflowError):
        table.error(name, arguments, ILLEGAL, dtype.name, str(number))
    elif not rules.same_kind(result.dtype, dtype):
        table.error(name, arguments, ILLEGAL, dtype.name, result.dtype.name)
    else:
        table.memory(name, arguments, 0, written(a, result), tolerance(operation, result.dtype))


def refused(table):
    """Shapes that do not broadcast, outputs that are too small."""
    for operation in ALL:
        x = plain([[1, 2, 3], [4, 5, 6]], "int32")
        table.error(operation, [x, plain([1, 2], "int32")], ILLEGAL, "[2, 3]", "[2]")
        into = plain([0, 0, 0], "float64")
        table.error(operation, [x, x.again(0), into], ILLEGAL, "[2, 3]", "[3]")
    for operation in {**ARITHMETIC, **BITS}:
        if operation in ("atan2", "divide"):
            continue
        row, table_of = plain([1, 2, 3], "int32"), plain([[1, 2, 3], [4, 5, 6]], "int32")
        table.error(operation + "Assign", [row, table_of], ILLEGAL, "[3]", "[2, 3]")
    for base in ("int8", "int32", "int64"):
        x, y = plain([2, 3], base), plain([1, -1], base)
        table.error("power", [x, y], ILLEGAL, "-1")
        table.error("power", [x, Long(-2)], ILLEGAL, "-2")


def overlaps(table):
    """The result goes where the arguments are read: as if these had been copied before."""
    steps = [
        ("slice 1:", "slice :-1", "slice :-1"),
        ("slice :-1", "slice 1:", "slice 1:"),
        ("slice ::-1", "slice :", "slice :"),
        ("slice :", "slice ::-1", "slice :"),
        ("slice ::2", "slice 1::2", "slice ::2"),
        ("slice :", "slice 3:4", "slice :"),
        ("slice 2:-1", "slice 1:-2", "slice :-3"),
    ]
    for operation in ("add", "subtract", "multiply", "maximum", "xor"):
        for n in (12, 2500):
            for out, left, right in steps:
                for dtype in ("int32", "float64") if operation != "xor" else ("uint8", "int64"):
                    rng = seeded(operation, n, out, left, right, dtype)
                    row = values.filled(rng, dtype, (37,), values.tame(dtype))
                    a = Array(np.resize(row, n), left)
                    b, into = a.again(0, right), a.again(0, out)
                    result = computed(operation, a.view, b.view)
                    after = written(into, result)
                    table.memory(operation, [a, b, into], 2, after)
    for n in (5, 40):
        square = Array(np.arange(n * n, dtype="float32").reshape(n, n))
        turned = square.again(0, "transpose 1,0")
        table.memory("add", [square, turned, square.again(0)], 0, square.base + square.base.T)
        table.memory("addAssign", [square, turned], 0, square.base + square.base.T)


def generate(table):
    pairs(table)
    long_ones(table)
    numbers(table)
    outs(table)
    numbers_in_place(table)
    refused(table)
    overlaps(table)
