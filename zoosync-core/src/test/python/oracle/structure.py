"""Shapes and views, creation by rule, elements, conversions to Java's arrays, files."""

import io
import zipfile

import numpy as np

from oracle import values
from oracle.binary import ILLEGAL
from oracle.selections import OUT_OF_BOUNDS
from oracle.table import (
    Array, Bytes, Double, DType, Int, Ints, Long, Longs, Slices, Text, indexed,
)
from oracle.values import DTYPES, array, plain, seeded


def counted(shape, dtype="int16"):
    return np.arange(int(np.prod(shape)), dtype=dtype).reshape(shape)


def random_part(rng, length):
    """A slice of an axis: mostly a range, with bounds in and out of it."""
    kind = rng.randrange(10)
    if kind == 0 and length > 0:
        return str(rng.randrange(-length, length))
    if kind == 1:
        return ":"

    def bound():
        return "" if rng.randrange(3) == 0 else str(rng.randrange(-length - 3, length + 4))

    text = bound() + ":" + bound()
    if rng.randrange(2) == 0:
        text += ":" + rng.choice(["", "1", "2", "3", "-1", "-2", "-4", "7", "-9"])
    return text


def random_slice(rng, shape):
    parts = [random_part(rng, n) for n in shape]
    if rng.randrange(4) == 0:
        parts = parts[:rng.randrange(len(parts)) + 1]
    if rng.randrange(4) == 0:
        at = rng.randrange(len(parts) + 1)
        if rng.randrange(2) == 0 and len(parts) > 1:
            parts[rng.randrange(len(parts))] = "..."
        else:
            parts.insert(at, rng.choice(["None", "newaxis", "..."]))
    return rng.choice([", ", ","]).join(parts)


def slices(table):
    shapes = [(7,), (4, 5), (3, 1, 4), (2, 3, 2, 3), (0, 3), (1,)]
    rng = seeded("slices")
    for i in range(420):
        shape = shapes[i % len(shapes)]
        how = values.LAYOUTS[i // len(shapes) % len(values.LAYOUTS)]
        base, steps = values.layout(shape, how)
        a = Array(counted(base), *steps)
        text = random_slice(rng, shape)
        of = Slices if i % 3 == 0 else Text
        table.array("slice", [a, of(text)], indexed(a.view, text))
    for dtype in DTYPES:
        a = array(seeded("slice", dtype), dtype, (4, 6), values.special(dtype), "transposed")
        table.array("slice", [a, Text("1:3, ::-2")], a.view[1:3, ::-2])
    a = Array(counted((3, 4)))
    for text in ("3", "-4", "0, 4", "..., 4", "0, 0, 0", ":, :, :"):
        table.error("slice", [a, Text(text)], OUT_OF_BOUNDS, "[3, 4]")
    for text in ("::0", "x", "1:2:3:4", "", ",", "..., ...", "1.5", "0,,1"):
        table.error("slice", [a, Text(text)], ILLEGAL)


def indices(table):
    for shape, how in (((3, 4), "transposed"), ((2, 3, 4), "inner"), ((5,), "reversed"), ((), "dense")):
        base, steps = values.layout(shape, how)
        a = Array(counted(base, "float32"), *steps)
        rng = seeded("index", shape)
        for count in range(len(shape) + 1):
            for _ in range(3):
                index = tuple(rng.randrange(-n, n) for n in shape[:count])
                table.array("index", [a, Longs(index)], a.view[index])
    a = Array(counted((2, 3)))
    for index in ((2, 0), (0, 3), (-3, 0), (0, -4), (0, 0, 0)):
        table.error("index", [a, Longs(index)], OUT_OF_BOUNDS, str(list(index)), "[2, 3]")


def shapes(table):
    for shape, how, wanted in (
        ((3, 4), "dense", (4, 3)), ((3, 4), "dense", (-1,)), ((3, 4), "transposed", (12,)),
        ((3, 4), "transposed", (2, -1)), ((2, 3, 4), "inner", (6, 4)), ((2, 3, 4), "inner", (3, -1, 2)),
        ((6,), "reversed", (2, 3)), ((4, 6), "stepped", (4, 2, 3)), ((4, 6), "stepped", (24,)),
        ((3, 2), "broadcast", (6,)), ((2, 3), "broadcast", (3, 2)), ((0, 3), "dense", (3, 0)),
        ((0, 3), "dense", (0, 7)), ((), "dense", (1, 1)), ((1,), "dense", ()), ((1, 6), "backwards", (2, 3)),
        ((4, 3), "backwards", (2, 2, 3)), ((2, 2, 3), "reversed", (4, 3)), ((2, 2, 3), "transposed", (4, 3)),
        ((8,), "stepped", (2, 2, 2)), ((2, 3, 1, 4), "inner", (2, 12)), ((3, 0), "dense", (0,)),
    ):
        base, steps = values.layout(shape, how)
        a = Array(counted(base), *steps)
        table.array("reshape", [a, Longs(wanted)], a.view.reshape(wanted))
        table.array("ravel", [a], a.view.reshape(-1))
    repeated = Array(np.array([[1], [2], [3]]), "broadcast 3,2")
    table.array("reshape", [repeated, Longs((6,))], repeated.view.reshape(6))
    inner = Array(np.array([[[1]], [[2]]]), "broadcast 2,3,2")
    for wanted in ((12,), (2, 6), (6, 2), (4, 3)):
        table.array("reshape", [inner, Longs(wanted)], inner.view.reshape(wanted))
    a = Array(counted((2, 3)))
    for wanted in ((4,), (-1, 4), (-1, -1), (2, -3), (5, -1), (0, -1), (2, 3, 2)):
        table.error("reshape", [a, Longs(wanted)], ILLEGAL, "[2, 3]", str(list(wanted)))
    for shape, how in (((3, 4), "inner"), ((2, 3, 4), "transposed"), ((5,), "reversed"), ((), "dense"),
                       ((2, 1, 3, 1), "stepped"), ((0, 2), "dense")):
        base, steps = values.layout(shape, how)
        a = Array(counted(base), *steps)
        rank = len(shape)
        rng = seeded("axes", shape)
        table.array("transpose", [a], a.view.T)
        axes = list(range(rank))
        rng.shuffle(axes)
        table.array("transpose", [a, Ints(axes)], a.view.transpose(axes))
        negative = [x - rank for x in axes]
        table.array("transpose", [a, Ints(negative)], a.view.transpose(negative))
        table.array("squeeze", [a], a.view.squeeze())
        for axis in range(-rank - 1, rank + 1):
            table.array("newAxis", [a, Int(axis)], np.expand_dims(a.view, axis))
        for axis in range(-rank, rank):
            table.array("swapAxes", [a, Int(axis), Int(0)], np.swapaxes(a.view, axis, 0))
            if shape[axis] == 1:
                table.array("squeeze", [a, Int(axis)], np.squeeze(a.view, axis))
            else:
                table.error("squeeze", [a, Int(axis)], ILLEGAL, str(axis), str(list(shape)))
    a = Array(counted((2, 3)))
    for axes in ((0,), (0, 0), (0, 2), (0, 1, 2), (-3, 0)):
        table.error("transpose", [a, Ints(axes)], ILLEGAL, str(list(axes)), "[2, 3]")
    table.error("newAxis", [a, Int(3)], ILLEGAL, "3", "[2, 3]")
    table.error("newAxis", [a, Int(-4)], ILLEGAL, "-4", "[2, 3]")
    table.error("swapAxes", [a, Int(0), Int(2)], ILLEGAL, "2", "[2, 3]")
    table.error("squeeze", [a, Int(2)], ILLEGAL, "2", "[2, 3]")
    for shape, to in (((3,), (2, 3)), ((1,), (4,)), ((), (2, 2)), ((2, 1), (2, 5)), ((2, 1, 3), (4, 2, 2, 3)),
                      ((1,), (0,)), ((), ()), ((1, 1), (0, 3))):
        a = Array(counted(shape))
        table.array("broadcastTo", [a, Longs(to)], np.broadcast_to(a.view, to))
    for shape, to in (((3,), (2,)), ((2, 3), (3,)), ((2,), (2, 3)), ((0,), (3,))):
        a = Array(counted(shape))
        table.error("broadcastTo", [a, Longs(to)], ILLEGAL, str(list(shape)), str(list(to)))


def creation(table):
    for stop in (0, 1, 10, -3, 3000):
        table.array("arange", [Long(stop)], np.arange(stop, dtype="int64"))
    for start, stop in ((2, 7), (7, 2), (-3, 3), (2**62, 2**62 + 3)):
        table.array("arange", [Long(start), Long(stop)], np.arange(start, stop, dtype="int64"))
    for start, stop, step in ((0, 10, 3), (10, 0, -3), (0, 9, 3), (5, 5, 1), (0, 10, -1), (0, 2**62, 2**61)):
        expected = np.arange(start, stop, step, dtype="int64")
        table.array("arange", [Long(start), Long(stop), Long(step)], expected)
    for start, stop, step in ((0.0, 1.0, 0.1), (1.0, 0.0, -0.25), (0.5, 0.5, 1.0), (0.0, 1.0, 0.3),
                              (-2.0, 2.0, 0.7), (1.0, 1.3, 0.1), (0.0, 300.0, 0.1)):
        expected = np.arange(start, stop, step, dtype="float64")
        table.array("arange", [Double(start), Double(stop), Double(step)], expected)
    table.error("arange", [Long(0), Long(5), Long(0)], ILLEGAL)
    table.error("arange", [Double(0), Double(5), Double(0)], ILLEGAL)
    for start, stop, n in ((0.0, 1.0, 5), (0.0, 1.0, 1), (0.0, 1.0, 0), (2.0, -3.0, 11), (0.1, 0.7, 7),
                           (1e300, 2e300, 4), (3.0, 3.0, 3), (0.0, 1.0, 3000)):
        table.array("linspace", [Double(start), Double(stop), Long(n)], np.linspace(start, stop, n))
    table.error("linspace", [Double(0), Double(1), Long(-1)], ILLEGAL, "-1")
    for dtype in DTYPES:
        for shape in ((), (3,), (2, 3), (0, 2), (2, 1500)):
            arguments = [DType(dtype), Longs(shape)]
            table.array("zeros", arguments, np.zeros(shape, dtype))
            table.array("ones", arguments, np.ones(shape, dtype))
            full = [DType(dtype), Long(1), Longs(shape)]
            table.array("full", full, np.full(shape, 1, dtype))
            full = [DType(dtype), Double(3), Longs(shape)]
            table.array("full", full, np.full(shape, 3).astype(dtype))
        for n in (0, 1, 3):
            table.array("eye", [DType(dtype), Long(n)], np.eye(n, dtype=dtype))
    for shape in ((), (2, 3)):
        table.array("zeros", [Longs(shape)], np.zeros(shape))
        table.array("ones", [Longs(shape)], np.ones(shape))
        table.error("zeros", [Longs(shape + (-1,))], ILLEGAL, "-1")
    table.array("eye", [Long(2)], np.eye(2))


def elements(table):
    for dtype in DTYPES:
        for how in ("transposed", "reversed", "inner"):
            rng = seeded("element", dtype, how)
            pool = [v for v in values.special(dtype) if v == v and abs(v) < 2**31]
            for shape in ((3, 4), (5,), (2, 3, 2), (2, 1, 2, 2)):
                a = array(rng, dtype, shape, pool, how)
                for _ in range(2):
                    index = tuple(rng.randrange(-n, n) for n in shape)
                    table.double("getDouble", [a, Longs(index)], float(a.view[index]))
                    if not values.is_float(dtype):
                        table.long("getLong", [a, Longs(index)], int(a.view[index]))
                if dtype == "bool":
                    table.bool("getBoolean", [a, Longs(index)], bool(a.view[index]))
    a = Array(counted((2, 3)))
    for index in ((2, 0), (0, -4), (0,), (0, 0, 0)):
        for operation in ("getDouble", "getLong"):
            table.error(operation, [a, Longs(index)], OUT_OF_BOUNDS, str(list(index)), "[2, 3]")


TO_JAVA = {
    "toDoubleArray": "float64", "toFloatArray": "float32", "toLongArray": "int64",
    "toIntArray": "int32", "toShortArray": "int16", "toByteArray": "int8", "toBooleanArray": "bool",
}


def to_java(table):
    for operation, dtype in TO_JAVA.items():
        for shape, how in (((3, 4), "transposed"), ((7,), "reversed"), ((), "dense"), ((0, 2), "dense")):
            rng = seeded(operation, shape)
            a = array(rng, dtype, shape, values.special(dtype), how)
            table.array(operation, [a], a.view.reshape(-1))


def saved(a):
    """A file as NumPy writes it."""
    file = io.BytesIO()
    np.save(file, a)
    return file.getvalue()


def zipped(write, **arrays):
    """A .npz file."""
    file = io.BytesIO()
    write(file, **arrays)
    return file.getvalue()


def write_small(file, **arrays):
    """As savez of older versions of Python, which leave the sizes for large entries out."""
    with zipfile.ZipFile(file, "w") as archive:
        for name in arrays:
            archive.writestr(zipfile.ZipInfo(name + ".npy"), saved(arrays[name]))


def with_version(version, a):
    file = io.BytesIO()
    np.lib.format.write_array(file, a, version)
    return file.getvalue()


def files(table):
    for dtype in DTYPES:
        for shape in ((), (5,), (3, 4), (2, 3, 4), (0, 3)):
            rng = seeded("load", dtype, shape)
            a = values.filled(rng, dtype, shape, values.special(dtype))
            turned = a.astype(a.dtype.newbyteorder(">"))
            for content in (saved(a), saved(np.asarray(a, order="F")), saved(turned)):
                table.array("load", [Bytes("stream", content)], a)
            table.array("load", [Bytes("file", saved(a))], a)
            for version in ((1, 0), (2, 0), (3, 0)):
                table.array("load", [Bytes("stream", with_version(version, a))], a)
    a, b = counted((2, 3), "float64"), counted((4,), "int8")
    for write in (np.savez, np.savez_compressed, write_small):
        table.arrays("loadAll", [Bytes("file", zipped(write, a=a, b=b))], {"a": a, "b": b})
    good = saved(a)
    bad = [
        b"", good[:6], good[:9], good[:40], b"x" + good[1:], good[:-1], good[:6] + b"\x09" + good[7:],
        saved(np.array([1 + 2j])), saved(np.array(["text"])), saved(np.array([1.5], "float16")),
        good.replace(b"'shape': (2, 3)", b"'shape': (2,-3)"),
        good.replace(b"'shape': (2, 3)", b"'shape': (2, 3 "),
    ]
    for content in bad:
        table.error("load", [Bytes("stream", content)], "IOException")


def generate(table):
    slices(table)
    indices(table)
    shapes(table)
    creation(table)
    elements(table)
    to_java(table)
    files(table)
