"""Does with NumPy what io.zoosync.bench.ArrayChild does, and speaks with the driver as it does.

"ready" is answered by "task NAME", the next "ready" by "go START END CORE", which this answers by
"result COUNT NANOS CHECKSUM", before it is "ready" again.
"""

import os
import sys
import time

for library in ("OPENBLAS", "OMP", "MKL"):
    os.environ[library + "_NUM_THREADS"] = "1"

import numpy as np  # after its threads were limited

BATCHES = 16
SAMPLES = 1009
STRIDE = 7919

# What System.nanoTime() reads on Linux.
now = time.monotonic_ns


def pattern(dtype, count, period):
    """1 + i % period / 2 for each element: without rounding in both types."""
    return np.resize((1 + np.arange(period) * 0.5).astype(dtype), count)


def row_count(count):
    """Of a table that is a little wider than high."""
    rows = r = 1
    while r * r < count:
        rows = r if count % r == 0 else rows
        r += 1
    return rows


class Work:
    """The arrays of one type and size, and what is done with them."""

    def __init__(self, operation, dtype, size):
        self.key = (dtype, size)
        square = operation == "matmul"
        count = int(size.split("x")[0]) ** 2 if square else int(float(size))
        self.a = pattern(dtype, count, 97)
        self.b = pattern(dtype, count, 89)
        self.c = pattern(dtype, count, 83)
        self.out = np.zeros(count, dtype)
        rows = int(count**0.5) if square else row_count(count)
        self.table = self.a.reshape(rows, -1)
        self.turned = self.out.reshape(-1, rows)

    def operation(self, name):
        """A function that does it so many times and returns the last result."""
        a, b, c, out, table, turned = self.a, self.b, self.c, self.out, self.table, self.turned
        other = b.reshape(table.shape)

        def add(times):
            for _ in range(times):
                np.add(a, b, out)
            return out

        def add_new(times):
            for _ in range(times):
                result = np.add(a, b)
            return result

        def multiply_add(times):
            for _ in range(times):
                np.multiply(a, b, out)
                np.add(out, c, out)
            return out

        def total(times):
            for _ in range(times):
                result = a.sum()
            return result

        def mean_axis0(times):
            for _ in range(times):
                result = table.mean(0)
            return result

        def mean_axis1(times):
            for _ in range(times):
                result = table.mean(1)
            return result

        def sqrt(times):
            for _ in range(times):
                np.sqrt(a, out)
            return out

        def dot(times):
            for _ in range(times):
                result = np.dot(a, b)
            return result

        def copy_transposed(times):
            for _ in range(times):
                np.copyto(turned, table.T)
            return turned

        def matmul(times):
            for _ in range(times):
                np.matmul(table, other, turned)
            return turned

        return {
            "add": add,
            "call-add-out": add,
            "call-add-new": add_new,
            "multiply-add": multiply_add,
            "sum": total,
            "mean-axis0": mean_axis0,
            "mean-axis1": mean_axis1,
            "sqrt": sqrt,
            "dot": dot,
            "copy-transposed": copy_transposed,
            "matmul": matmul,
        }[name]


def repeat(work, start, end):
    """As io.zoosync.bench.harness.Task.repeat."""
    batch = 1
    while True:
        began = now()
        work(batch)
        if (now() - began) * 2 * BATCHES < end - start:
            batch *= 2
        if now() >= start:
            break
    count = 0
    began = now()
    while True:
        result = work(batch)
        count += batch
        if now() >= end:
            return count, now() - began, result


def checksum(result):
    """A number itself; else of elements all over the result, each with a weight of its own."""
    flat = np.asarray(result).reshape(-1)
    i = np.arange(SAMPLES)
    return float(((i % 7 + 1) * flat[i * STRIDE % flat.size].astype(float)).sum())


def told(word):
    """Says "ready" and returns what it is told then; leaves when there is no driver any more."""
    print("ready", flush=True)
    words = sys.stdin.readline().split()
    if not words:
        sys.exit()
    assert words[0] == word, words
    return words[1:]


def main():
    work = None
    while True:
        name, dtype, size = told("task")[0].rsplit("-", 2)
        if work is None or work.key != (dtype, size):
            work = None  # so that its memory is free before
            work = Work(name, dtype, size)
        operation = work.operation(name)
        operation(1)  # so that all memory was touched
        start, end, core = map(int, told("go"))
        if core >= 0 and hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(0, {core})
        count, nanos, result = repeat(operation, start, end)
        value = float(result) if name == "sum" else checksum(result)
        print("result", count, nanos, repr(value), flush=True)


if __name__ == "__main__":
    main()
