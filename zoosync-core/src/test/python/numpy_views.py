"""Writes what views NumPy makes, with their strides and offsets, for ViewsOracleTest:

    python3 src/test/python/numpy_views.py src/test/resources/io/zoosync/array/numpy-views.tsv.gz

One line for each case: operation, shape, slices that are applied before it, argument; then either
the error, or the shape, the strides and the offset in elements, and whether memory is shared.
"""

import gzip
import sys

import numpy as np

rng = np.random.default_rng(20240229)


def integers(low, high):
    return int(rng.integers(low, high))


def pick(choices):
    return choices[integers(0, len(choices))]


SHAPES = [(), (1,), (5,), (2, 3), (4, 5), (3, 1, 4), (2, 3, 4), (1, 1, 6), (0, 3), (2, 0, 2),
          (2, 2, 3, 2), (4, 6), (12,), (3, 8, 1)]


def number():
    return "" if integers(0, 3) == 0 else str(integers(-8, 9))


def one_slice():
    kind = integers(0, 10)
    if kind < 5:
        step = pick(["", "", ":1", ":2", ":3", ":-1", ":-2", ":-7", ":9"])
        return number() + ":" + number() + step
    if kind < 8:
        return str(integers(-4, 4))
    return pick(["...", "None", "newaxis", ":"])


def some_slices(most):
    slices = [one_slice() for _ in range(integers(1, most + 1))]
    if slices.count("...") > 1:  # NumPy: an IndexError, here: an IllegalArgumentException
        return some_slices(most)
    return ",".join(slices)


def sliced(array, text):
    return array if text == "" else eval("array[" + text + "]", {"array": array, "newaxis": None})


def numbers(values):
    return ",".join(str(v) for v in values)


def divided(size):
    shape = []
    rest = max(size, 1)
    while rest > 1 and integers(0, 4) > 0:
        factor = pick([f for f in range(1, rest + 1) if rest % f == 0])
        shape.append(factor)
        rest //= factor
    if rest > 1:
        shape.append(rest)
    for _ in range(integers(0, 2)):
        shape.insert(integers(0, len(shape) + 1), 1)
    if shape and integers(0, 3) == 0:
        shape[integers(0, len(shape))] = -1
    if integers(0, 15) == 0:
        shape.append(integers(-1, 3))
    return shape


def argument(operation, array):
    rank = array.ndim
    if operation == "slice":
        return some_slices(max(rank, 1) + 1)
    if operation == "reshape":
        return numbers(divided(array.size))
    if operation == "transpose":
        axes = list(rng.permutation(rank) - (rank if integers(0, 3) == 0 else 0))
        if integers(0, 10) == 0 and axes:
            axes[0] = integers(-rank - 1, rank + 1)
        return numbers(axes)
    if operation == "swapAxes":
        return numbers([integers(-rank - 1, rank + 1), integers(-rank, rank + 1)])
    if operation == "broadcast":
        shape = [pick([1, 2, 3]) if n == 1 else n for n in array.shape]
        for _ in range(integers(0, 3)):
            shape.insert(0, integers(0, 4))
        if shape and integers(0, 6) == 0:
            shape[integers(0, len(shape))] = integers(0, 5)
        return numbers(shape)
    return str(integers(-rank - 2, rank + 2))


def apply(operation, array, text):
    if operation == "slice":
        return sliced(array, text)
    values = [int(v) for v in text.split(",")] if text else []
    if operation == "reshape":
        return array.reshape(values)
    if operation == "transpose":
        return array.transpose(values)
    if operation == "swapAxes":
        return array.swapaxes(*values)
    if operation == "broadcast":
        return np.broadcast_to(array, values)
    if operation == "newAxis":
        return np.expand_dims(array, values[0])
    return array.squeeze(values[0])


def outcome(operation, array, base, text):
    try:
        result = apply(operation, array, text)
    except IndexError:
        return "IndexError" if operation == "slice" else "ValueError"
    except ValueError:
        return "ValueError"
    if not isinstance(result, np.ndarray):
        result = base[result:result + 1].reshape(())  # an element, which is its own index
    shared = result.size == 0 or np.shares_memory(result, base)
    offset = 0
    if result.size > 0 and shared:
        address = result.__array_interface__["data"][0]
        offset = (address - base.__array_interface__["data"][0]) // base.itemsize
    strides = [s // base.itemsize for s in result.strides]
    return "\t".join([numbers(result.shape), numbers(strides), str(offset), str(int(shared))])


def write_views(path):
    seen = set()
    with gzip.GzipFile(path, "wb", mtime=0) as out:
        while len(seen) < 3000:
            shape = pick(SHAPES)
            base = np.arange(max(int(np.prod(shape)), 1))
            array = base[:int(np.prod(shape))].reshape(shape)
            before = some_slices(len(shape)) if shape and integers(0, 2) else ""
            try:
                viewed = sliced(array, before)
            except IndexError:
                continue
            if not isinstance(viewed, np.ndarray):
                continue
            operation = pick(["slice", "slice", "reshape", "reshape", "transpose", "swapAxes",
                              "broadcast", "newAxis", "squeeze"])
            if operation == "squeeze" and viewed.ndim == 0:  # NumPy allows axes 0 and -1
                continue
            text = argument(operation, viewed)
            line = "\t".join([operation, numbers(shape), before, text])
            if line not in seen:
                seen.add(line)
                result = outcome(operation, viewed, base, text)
                out.write((line + "\t" + result + "\n").encode())


write_views(sys.argv[1])
