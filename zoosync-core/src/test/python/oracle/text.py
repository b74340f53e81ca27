"""How arrays are shown."""

import numpy as np

from oracle import values
from oracle.table import Array
from oracle.values import DTYPES, INF, NAN, array, plain, seeded

ROWS = [
    [1.0, 2.0, 3.0], [1.5, 2.25, 3.125], [0.1, 0.2, 0.3], [1 / 3, 2 / 3], [1e10, 1.0], [1e-5, 1.0],
    [1e-4, 1.0], [123456.789, 0.001], [1e16, 1e15], [1e8, 1.0], [1e7, 0.5], [1e100, 1e-100],
    [NAN, 1.0], [INF, -1.0], [-INF, 0.5], [NAN, INF], [NAN], [-0.0, 0.0], [0.0], [-0.0], [100.0],
    [1e15], [1e16], [1e17], [123456789.0], [99999999.0], [100000000.0], [0.0001], [0.00001], [1e-300],
    [5e-324], [1.7976931348623157e308], [-1.0, 10.0, 100.0], [-1.5, 10.25], [1.0, 1000.0], [1.0, 999.0],
    [1.0, 1001.0], [0.001, 1.0], [0.0009, 1.0], [3.14159265358979, 2.718281828459045], [1e5, 1e-3],
    [1234567.0, 0.1], [0.1 + 0.2], [2.0 ** 53], [1e22], [1.5e300, NAN, -INF], [1e-8, 1e8], [12345678.9],
    [1.0, 1e3, 1e6, 1e9], [0.99999999], [0.999999999], [1.000000001], [9.9999999999], [1.23456789e-7],
    [1.123456785, 2.5], [33.333333333333336, -66.66666666666667], [6.0, 7.5, -8.25, 1e4],
]


def shown(table, a):
    """NumPy 2 has new rules for which numbers of type float32 it writes with an exponent."""
    size = np.abs(a.view[np.isfinite(a.view)])
    new = a.view.dtype == np.float32 and np.any((size >= 1e6) | (size == np.float32(1e-4)))
    table.text("toString", [a], str(a.view), "since 2.3" if new else "exact")


def numbers(table):
    for dtype in values.FLOATS:
        for row in ROWS:
            with np.errstate(all="ignore"):
                fitting = np.array(row).astype(dtype)
            shown(table, Array(fitting))
            shown(table, Array(fitting[0].reshape(())))
            shown(table, Array(np.stack([fitting, fitting[::-1]])))
        rng = seeded("toString", dtype)
        for i in range(60):
            size = 10 ** rng.uniform(-6, 10)
            digits = rng.randrange(0, 9)
            row = [round(rng.uniform(-size, size), digits) for _ in range(rng.randrange(1, 9))]
            shown(table, plain(row, dtype))
    for dtype in DTYPES:
        if not values.is_float(dtype):
            for row in ([0], [1, 0], values.special(dtype), values.tame(dtype)):
                shown(table, plain(row, dtype))
                shown(table, plain(row[0], dtype))
                shown(table, plain([row, row[::-1]], dtype))


def layouts(table):
    shapes = [
        ((), "dense"), ((1,), "dense"), ((0,), "dense"), ((0, 3), "dense"), ((3, 0), "dense"),
        ((2, 3), "transposed"), ((2, 3, 4), "inner"), ((1, 1, 1), "dense"), ((3, 1), "reversed"),
        ((2, 2, 2, 2), "transposed"), ((30,), "dense"), ((3, 20), "dense"), ((40, 2), "stepped"),
        ((999,), "dense"), ((1000,), "dense"), ((1001,), "dense"), ((1100, 2), "dense"),
        ((10, 101), "dense"), ((2, 1000), "dense"), ((40, 40), "transposed"), ((12, 12, 12), "inner"),
        ((7, 200), "reversed"), ((1, 1200), "dense"), ((4, 5, 100), "dense"), ((2000, 1, 3), "broadcast"),
        ((0, 2000), "dense"), ((6, 500), "dense"), ((7, 7, 7, 7), "dense"),
    ]
    for dtype in DTYPES:
        for shape, how in shapes:
            rng = seeded("toString", dtype, shape, how)
            base, steps = values.layout(shape, how)
            row = values.filled(rng, dtype, (37,), values.tame(dtype) + values.fractions(dtype)[:9])
            memory = np.resize(row, base) if np.prod(base) else np.zeros(base, dtype)
            shown(table, Array(memory, *steps))
    for shape in ((2, 30), (200,), (1500,)):
        a = array(seeded("wide", shape), "float64", shape, values.special("float64"))
        shown(table, a)
    outlier = np.arange(2000.0)
    outlier[1000] = 1e-9
    shown(table, Array(outlier))


def generate(table):
    numbers(table)
    layouts(table)
