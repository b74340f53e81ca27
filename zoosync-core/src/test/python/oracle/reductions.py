"""Reductions of whole arrays and along an axis, and the running ones."""

import warnings

import numpy as np

from oracle import values
from oracle.binary import ILLEGAL
from oracle.table import Array, Flag, Int
from oracle.values import DTYPES, INF, NAN, array, plain, seeded

REDUCTIONS = {
    "sum": np.sum,
    "prod": np.prod,
    "mean": np.mean,
    "std": np.std,
    "var": np.var,
    "min": np.min,
    "max": np.max,
    "any": np.any,
    "all": np.all,
    "argmin": np.argmin,
    "argmax": np.argmax,
}
RUNNING = {"cumsum": np.cumsum, "cumprod": np.cumprod}
NEED_ELEMENTS = ("min", "max", "argmin", "argmax")
FLAGS = ("any", "all")
PLACES = ("argmin", "argmax")

SHAPES = [
    ((3, 4), "dense"), ((3, 4), "transposed"), ((2, 3, 4), "inner"), ((2, 3, 4), "transposed"),
    ((4, 0), "dense"), ((0, 4), "dense"), ((1,), "dense"), ((6,), "reversed"), ((), "dense"),
    ((5, 2), "backwards"), ((3, 5), "broadcast"), ((2, 3, 2, 2), "stepped"), ((0,), "dense"),
    ((2, 1, 3), "inner"),
]
LONG_SHAPES = [
    ((5003,), "dense"), ((5003,), "reversed"), ((1200, 5), "dense"), ((5, 1200), "dense"),
    ((1200, 5), "transposed"), ((7, 90, 11), "dense"), ((2500, 2), "stepped"),
]


def pool_of(operation, dtype):
    """Elements of which the result is exact in whatever order they are taken."""
    if "prod" in operation and values.is_float(dtype):
        return [0.5, 2.0, 1.0, -1.0, -2.0, 1.0, 1.0]
    if "prod" in operation and dtype != "bool":
        return [1, 2, 3, 1, 1] if dtype == "uint8" else [1, -1, 2, -3, 1, 1]
    if operation in NEED_ELEMENTS:
        return [v for v in values.special(dtype) if str(v) not in ("-0.0", "nan")]
    return values.tame(dtype)


def tolerance(operation, view, axis=None):
    """Sums of whole numbers are exact; deviations and sums of fractions are near."""
    deviation = operation in ("var", "std")
    if not values.is_float(view.dtype) and not deviation:
        return "exact"
    finite = np.abs(view[np.isfinite(view)].astype("float64"))
    if deviation:
        scale = finite.max(initial=0) ** (2 if operation == "var" else 1)
    elif operation in ("sum", "mean", "cumsum") and not whole(finite):
        scale = finite.sum()
        if operation == "mean":
            scale /= max(1, finite.size // length(view, axis))
    else:
        return "exact"
    eps = np.finfo(result_type(operation, view.dtype.name)).eps
    return "near %r" % float(16 * eps * scale)


def length(view, axis):
    """How many results there are, as the mean of one axis divides by less than the whole size."""
    return 1 if axis is None else max(1, view.size // max(1, view.shape[axis]))


def whole(elements):
    return bool(np.all(elements == np.floor(elements)))


def result_type(operation, dtype):
    if operation in ("sum", "prod", "cumsum", "cumprod"):
        return dtype if values.is_float(dtype) else "int64"
    if operation in ("mean", "std", "var"):
        return dtype if values.is_float(dtype) else "float64"
    return {"any": "bool", "all": "bool", "argmin": "int64", "argmax": "int64"}.get(operation, dtype)


def computed(operation, view, axis=None, **more):
    function = {**REDUCTIONS, **RUNNING}[operation]
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the mean of no elements
        result = np.asarray(function(view, axis=axis, **more))
    return result.astype(result_type(operation, view.dtype.name))


def whole_case(table, operation, a):
    """The result over all elements is a number, and for sums and the like of integers two."""
    view = a.view
    if view.size == 0 and operation in NEED_ELEMENTS:
        table.error(operation, [a], ILLEGAL, str(list(view.shape)))
        return
    result = computed(operation, view)
    if operation in FLAGS:
        table.bool(operation, [a], bool(result))
    elif operation in PLACES:
        table.long(operation, [a], int(result))
    else:
        table.double(operation, [a], float(result), double_tolerance(operation, view))
    if operation in ("sum", "prod", "min", "max"):
        if values.is_float(view.dtype):
            table.error(operation + "Long", [a], ILLEGAL, view.dtype.name)
        else:
            table.long(operation + "Long", [a], int(result))


def double_tolerance(operation, view):
    usual = tolerance(operation, view)
    if usual == "exact" and view.dtype == np.float32 and operation == "mean":
        return "ulps32 1"  # a double may keep what float32 rounds
    return usual


def axis_case(table, operation, a, axis, keep):
    view = a.view
    arguments = [a, Int(axis)] if keep is None else [a, Int(axis), Flag(keep)]
    if view.shape[axis] == 0 and view.size == 0 and operation in NEED_ELEMENTS:
        table.error(operation, arguments, ILLEGAL, str(list(view.shape)))
        return
    result = computed(operation, view, axis, keepdims=bool(keep))
    table.array(operation, arguments, result, tolerance(operation, view, axis))


def every(table):
    for operation in REDUCTIONS:
        for dtype in DTYPES:
            for shape, how in SHAPES:
                rng = seeded(operation, dtype, shape, how)
                a = array(rng, dtype, shape, pool_of(operation, dtype), how)
                whole_case(table, operation, a)
                if shape:
                    axis = rng.randrange(-len(shape), len(shape))
                    axis_case(table, operation, a, axis, rng.choice([None, False, True]))
                    axis_case(table, operation, a, 0, None)


def long_ones(table):
    for operation in REDUCTIONS:
        for dtype in ("bool", "uint8", "int32", "int64", "float32", "float64"):
            for shape, how in LONG_SHAPES:
                rng = seeded(operation, dtype, shape, how, "long")
                base, steps = values.layout(shape, how)
                row = values.filled(rng, dtype, (41,), pool_of(operation, dtype))
                if "prod" in operation and values.is_float(dtype):
                    row = np.resize(np.array([2.0, 0.5, -1.0, -4.0, 0.25], dtype), 40)
                a = Array(np.resize(row, int(np.prod(base))).reshape(base), *steps)
                whole_case(table, operation, a)
                for axis in range(len(shape)):
                    axis_case(table, operation, a, axis, None)


def fractional(table):
    """Sums that are rounded, of small and of long arrays."""
    for operation in ("sum", "mean", "std", "var", "cumsum"):
        for dtype in values.FLOATS:
            for shape, how in SHAPES[:4] + SHAPES[9:12] + LONG_SHAPES:
                rng = seeded(operation, dtype, shape, how, "fractions")
                base, steps = values.layout(shape, how)
                row = values.filled(rng, dtype, (61,), values.fractions(dtype))
                a = Array(np.resize(row, int(np.prod(base))).reshape(base), *steps)
                for axis in range(len(shape)):
                    if operation == "cumsum":
                        running_case(table, operation, a, axis)
                    else:
                        axis_case(table, operation, a, axis, None)
                if operation != "cumsum":
                    whole_case(table, operation, a)
    a = plain([1e16, 1.0, -1e16, 1.0] * 2)
    for operation in ("min", "max", "argmax"):
        whole_case(table, operation, a)


def specials(table):
    """NaN, infinities, the largest integers and zeros of both signs."""
    rows = [
        [1.0, INF, 2.0], [INF, -INF, 1.0], [NAN, 1.0, 2.0], [1.0, NAN, INF], [1.0, 2.0, NAN],
        [-INF, -INF, 0.0], [-1.0, -0.5, -3.0], [3.0, 3.0, -3.0],
    ]
    for dtype in values.FLOATS:
        a = plain(rows, dtype)
        for operation in REDUCTIONS:
            for axis in (0, 1):
                axis_case(table, operation, a, axis, None)
            for row in rows:
                whole_case(table, operation, plain(row, dtype))
        for operation in RUNNING:
            for axis in (0, 1):
                running_case(table, operation, a, axis)
        for operation in FLAGS:
            whole_case(table, operation, plain([-0.0, 0.0], dtype))
            whole_case(table, operation, plain([NAN, 0.0], dtype))
        for at in (0, 1500, 3000):
            row = np.arange(3001, dtype=dtype) % 7
            row[at] = NAN
            for operation in NEED_ELEMENTS:
                whole_case(table, operation, Array(row))
    for dtype in values.INTEGERS:
        info = np.iinfo(dtype)
        ends = [info.max, info.max, info.min, 1, info.max]
        for operation in ("min", "max", "argmin", "argmax", "any", "all"):
            whole_case(table, operation, plain(ends, dtype))
            axis_case(table, operation, plain([ends, ends[::-1]], dtype), 1, True)
        for operation in ("sum", "prod"):
            axis_case(table, operation, plain([ends, ends[::-1]], dtype), 1, True)
            result = int(computed(operation, np.array(ends, dtype)))
            table.long(operation + "Long", [plain(ends, dtype)], result)


def running_case(table, operation, a, axis):
    result = computed(operation, a.view, axis)
    arguments = [a] if axis is None else [a, Int(axis)]
    table.array(operation, arguments, result, tolerance(operation, a.view))


def running(table):
    for operation in RUNNING:
        for dtype in DTYPES:
            for shape, how in SHAPES:
                rng = seeded(operation, dtype, shape, how)
                a = array(rng, dtype, shape, pool_of(operation, dtype), how)
                running_case(table, operation, a, None)
                if shape:
                    running_case(table, operation, a, rng.randrange(-len(shape), len(shape)))
        for dtype in ("int64", "float32"):
            for shape, how in LONG_SHAPES[2:5]:
                base, steps = values.layout(shape, how)
                row = np.array([1, -1, 2, 0 if operation == "cumsum" else 1, -1], dtype)
                memory = np.resize(row, int(np.prod(base))).reshape(base)
                running_case(table, operation, Array(memory, *steps), 1)


def refused(table):
    for operation in {**REDUCTIONS, **RUNNING}:
        a = plain([[1, 2, 3], [4, 5, 6]], "int16")
        for axis in (2, -3):
            table.error(operation, [a, Int(axis)], ILLEGAL, str(axis), "[2, 3]")
        table.error(operation, [plain(5.0), Int(0)], ILLEGAL, "0", "[]")


def generate(table):
    every(table)
    long_ones(table)
    fractional(table)
    specials(table)
    running(table)
    refused(table)
