"""Elements that are chosen, joined, copied and set; conversions of their type."""

import numpy as np

from oracle import rules, values
from oracle.binary import ILLEGAL, written
from oracle.table import Array, Double, DType, Int, Long, Longs
from oracle.values import DTYPES, array, plain, seeded

OUT_OF_BOUNDS = "IndexOutOfBoundsException"
PAYLOAD = {"float32": ("uint32", 0x7FC01234), "float64": ("uint64", 0xFFF8000000000123)}


def with_payload(dtype):
    """Elements that must be moved bit by bit: NaNs are not all the same."""
    pool = values.special(dtype)
    row = np.array(pool, dtype)
    if dtype in PAYLOAD:
        bits, nan = PAYLOAD[dtype]
        row = np.concatenate([row, np.array([nan], bits).view(dtype)])
    return row


def copies(table):
    for dtype in DTYPES:
        row = with_payload(dtype)
        for n, how in ((len(row), "dense"), (len(row), "reversed"), (len(row) // 2, "stepped")):
            steps = values.layout((n,), how)[1]
            a = Array(np.resize(row, values.layout((n,), how)[0]), *steps)
            for operation in ("copy", "flatten", "ravel"):
                table.array(operation, [a], a.view, "bits")
        for shape in ((3, 4), (2, 3, 4), (70, 45), (3, 1500), ()):
            for how in ("transposed", "inner", "backwards", "broadcast"):
                base, steps = values.layout(shape, how)
                a = Array(np.resize(row, int(np.prod(base))).reshape(base), *steps)
                table.array("copy", [a], a.view, "bits")
                table.array("flatten", [a], a.view.reshape(-1), "bits")


def conversions(table):
    for source in DTYPES:
        for target in DTYPES:
            rng = seeded("astype", source, target)
            pool = convertible(source, target)
            for shape, how in (((len(pool),), "dense"), ((3, 4), "transposed"), ((2, 0), "dense")):
                if how == "dense" and 0 not in shape:
                    a = plain(pool, source)
                else:
                    a = array(rng, source, shape, pool, how)
                table.array("astype", [a, DType(target)], cast(a.view, target))
            row = Array(np.resize(np.array(pool, source), 3001), "slice ::-1")
            table.array("astype", [row, DType(target)], cast(row.view, target))


def cast(view, target):
    with np.errstate(all="ignore"):
        return view.astype(target)


def convertible(source, target):
    """Elements whose conversion C defines: floating-point numbers only within an integer's range."""
    pool = values.special(source) + values.fractions(source)[:10]
    if values.is_float(source) and values.is_integer(target):
        info = np.iinfo(target)
        pool += [2.999, -0.999, 0.5, 100.9]
        return [v for v in pool if v == v and info.min <= v <= info.max and v < info.max]
    return pool


def sets(table):
    """Elements set to numbers and to those of other arrays."""
    for dtype in DTYPES:
        for i, (shape, how) in enumerate((((7,), "stepped"), ((3, 4), "transposed"), ((), "dense"))):
            rng = seeded("fill", dtype, shape)
            a = array(rng, dtype, shape, values.tame(dtype), how)
            for number in (0, 1, 5):
                after = written(a, np.full(shape, number).astype(dtype))
                table.memory("fill", [a, Long(number)], 0, after)
                table.memory("fill", [a, Double(number)], 0, after)
        if values.is_float(dtype):
            for number in (0.1, -0.0, values.NAN, values.INF, 1e300):
                a = array(seeded(dtype), dtype, (2, 3), values.tame(dtype), "inner")
                after = written(a, np.full((2, 3), number))
                table.memory("fill", [a, Double(number)], 0, after)
        elif dtype in ("int8", "uint8", "int16", "int32"):
            a = plain([1, 2], dtype)
            for number in (2**40, -(2**31) - 1):
                table.error("fill", [a, Long(number)], ILLEGAL, str(number), dtype)
    for source in DTYPES:
        for target in DTYPES:
            rng = seeded("assign", source, target)
            pool = convertible(source, target)
            for shape, how, part, so in (
                ((3, 4), "transposed", (4,), "reversed"),
                ((3, 4), "inner", (3, 1), "dense"),
                ((7,), "backwards", (), "dense"),
                ((2, 3), "dense", (2, 3), "transposed"),
            ):
                a = array(rng, target, shape, values.tame(target), how)
                b = array(rng, source, part, pool, so)
                if rules.same_kind(source, target):
                    after = written(a, np.broadcast_to(cast(b.view, target), shape))
                    table.memory("assign", [a, b], 0, after)
    a = plain([1, 2, 3])
    table.error("assign", [a, plain([1, 2])], ILLEGAL, "[2]", "[3]")
    table.error("assign", [a, plain([[1, 2, 3], [4, 5, 6]])], ILLEGAL, "[2, 3]", "[3]")
    for n in (10, 3000):
        for to, of in (("1:", ":-1"), (":-1", "1:"), (":", "::-1"), ("::2", "1::2")):
            a = Array(np.resize(np.arange(29, dtype="int16"), n), "slice " + to)
            b = a.again(0, "slice " + of)
            table.memory("assign", [a, b], 0, written(a, b.view.copy()))


def masks(table):
    for dtype in DTYPES:
        for shape, how, so in (
            ((7,), "reversed", "dense"), ((3, 4), "transposed", "stepped"), ((2, 0), "dense", "dense"),
            ((2, 3, 2), "inner", "transposed"), ((), "dense", "dense"), ((2900,), "dense", "reversed"),
        ):
            rng = seeded("mask", dtype, shape)
            base, steps = values.layout(shape, how)
            memory = np.resize(values.filled(rng, dtype, (23,), values.special(dtype)),
                               int(np.prod(base))).reshape(base)
            a = Array(memory, *steps)
            mask_base, mask_steps = values.layout(shape, so)
            mask_row = values.filled(rng, "bool", (19,), [True, False])
            mask = Array(np.resize(mask_row, int(np.prod(mask_base))).reshape(mask_base), *mask_steps)
            table.array("select", [a, mask], a.view[mask.view])
            n = int(mask.view.sum())
            after = Array(a.base.copy(), *a.steps)
            after.view[mask.view] = 1
            table.memory("assign", [a, mask, Long(1)], 0, after.base)
            table.memory("assign", [a, mask, Double(1)], 0, after.base)
            some = array(rng, dtype, (n,), values.tame(dtype))
            after = Array(a.base.copy(), *a.steps)
            after.view[mask.view] = some.view
            table.memory("assign", [a, mask, some], 0, after.base)
    a = plain([[1, 2, 3], [4, 5, 6]])
    three = plain([[True, False, False], [True, False, True]])
    table.error("select", [a, plain([[True, False]])], ILLEGAL, "[2, 3]", "[1, 2]")
    table.error("select", [a, plain([[1, 0, 1], [0, 0, 1]])], ILLEGAL, "bool", "int64")
    table.error("assign", [a, plain([[True, False]]), Long(1)], ILLEGAL, "[2, 3]", "[1, 2]")
    table.error("assign", [a, three, plain([1, 2])], ILLEGAL, "3", "2")


def wheres(table):
    for left in DTYPES:
        for right in DTYPES:
            rng = seeded("where", left, right)
            condition = array(rng, "bool", (3, 1), [True, False], "inner")
            a = array(rng, left, (3, 4), values.special(left), "transposed")
            b = array(rng, right, (4,), values.special(right), "reversed")
            dtype = rules.common(left, right)
            result = np.where(condition.view, a.view.astype(dtype), b.view.astype(dtype))
            table.array("where", [condition, a, b], result)
        flags = plain([True, False] * 1500)
        x = Array(np.resize(with_payload(left), 3000))
        y = x.again(1, "slice ::-1")
        table.array("where", [flags, x, y], np.where(flags.view, x.view, y.view))
    condition, a = plain([True, False]), plain([1, 2, 3])
    table.error("where", [condition, a, a.again(1)], ILLEGAL, "[2]", "[3]")


def takes(table):
    for dtype in DTYPES:
        for shape, how, axis, indices in (
            ((7,), "reversed", 0, [3, 0, -1, 3]), ((3, 4), "transposed", 0, [2, -3, 1]),
            ((3, 4), "stepped", 1, [0, 3]), ((3, 4), "dense", -2, []), ((2, 3, 4), "inner", 1, [2, 0]),
            ((2, 3), "dense", -1, [[0, 1], [2, -1]]), ((4,), "dense", 0, 2),
        ):
            rng = seeded("take", dtype, shape, axis)
            a = array(rng, dtype, shape, values.special(dtype), how)
            picked = np.array(indices, "int64")
            table.array("take", [a, Array(picked), Int(axis)], np.take(a.view, picked, axis))
            narrow = Array(picked.astype("int8"))
            table.array("take", [a, narrow, Int(axis)], np.take(a.view, picked, axis))
            if picked.ndim == 1:
                table.array("take", [a, Longs(indices), Int(axis)], np.take(a.view, picked, axis))
                put_cases(table, rng, a, picked, axis)
    a = plain([[1, 2, 3], [4, 5, 6]])
    for index in (2, -3):
        table.error("take", [a, Longs([0, index]), Int(0)], OUT_OF_BOUNDS, str(index), "[2, 3]")
        wrong = plain([0, index])
        table.error("put", [a, wrong, Int(0), plain(1)], OUT_OF_BOUNDS, str(index), "[2, 3]")
    table.error("take", [a, plain([0.5]), Int(0)], ILLEGAL, "float64")
    table.error("take", [a, Longs([0]), Int(2)], ILLEGAL, "2", "[2, 3]")


def put_cases(table, rng, a, picked, axis):
    dtype = a.view.dtype.name
    where = (slice(None),) * (axis % a.view.ndim) + (picked,)
    target = list(a.view.shape)
    target[axis] = len(picked)
    for shape in (tuple(target), ()):
        given = array(rng, dtype, shape, values.tame(dtype))
        after = Array(a.base.copy(), *a.steps)
        after.view[where] = given.view
        table.memory("put", [a, Array(picked), Int(axis), given], 0, after.base)


def joins(table):
    for left in DTYPES:
        for right in DTYPES:
            rng = seeded("concatenate", left, right)
            for axis, s, t in ((0, (2, 3), (1, 3)), (1, (2, 3), (2, 2)), (-2, (2, 1, 3), (2, 4, 3)),
                               (0, (0,), (4,))):
                a = array(rng, left, s, values.special(left), "transposed")
                b = array(rng, right, t, values.special(right), "reversed")
                result = np.concatenate([a.view, b.view], axis)
                table.array("concatenate", [Int(axis), [a, b]], result)
            for axis, s in ((0, (2, 3)), (1, (2, 3)), (-1, (3,)), (0, ()), (-3, (2, 2))):
                a = array(rng, left, s, values.special(left), "inner")
                b = array(rng, right, s, values.special(right), "transposed")
                table.array("stack", [Int(axis), [a, b]], np.stack([a.view, b.view], axis))
    for dtype in DTYPES:
        x = Array(np.resize(with_payload(dtype), 3000).reshape(1500, 2))
        y = x.again(0, "slice ::-1, ::-1")
        for axis in (0, 1):
            result = np.concatenate([x.view, y.view, x.view], axis)
            table.array("concatenate", [Int(axis), [x, y, x.again(0)]], result, "bits")
    x, y = plain([[1, 2, 3], [4, 5, 6]]), plain([[1, 2]])
    table.error("concatenate", [Int(0), [x, y]], ILLEGAL, "[2, 3]", "[1, 2]")
    table.error("concatenate", [Int(0), [x, plain([1, 2, 3])]], ILLEGAL, "[2, 3]", "[3]")
    table.error("concatenate", [Int(2), [x, x.again(0)]], ILLEGAL, "2", "[2, 3]")
    table.error("concatenate", [Int(0), [plain(1), plain(2)]], ILLEGAL, "[]")
    table.error("concatenate", [Int(0), []], ILLEGAL)
    table.error("stack", [Int(0), [x, y]], ILLEGAL, "[2, 3]", "[1, 2]")
    table.error("stack", [Int(3), [x, x.again(0)]], ILLEGAL, "3", "[2, 3]")
    table.error("stack", [Int(0), []], ILLEGAL)


def generate(table):
    copies(table)
    conversions(table)
    sets(table)
    masks(table)
    wheres(table)
    takes(table)
    joins(table)
