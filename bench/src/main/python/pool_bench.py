"""Does with Python's process pools what io.zoosync.bench.PoolChild does: pool_bench.py POOL WORKERS.

"ready" is answered by "task NAME", the next "ready" by "go START END CORE", which this answers by
"result COUNT NANOS CHECKSUM", before it is "ready" again. The checksum is that of the first run.
"""

import multiprocessing
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import shared_memory

ONE_EACH = 2_000
CHUNKED = 1_000_000
PERIOD = 10_000
SUBMIT = 1_000
MEBIBYTES = 100
IN_PLACE = 10_000_000
BLOCKS_PER_WORKER = 8
SPAWN = "-spawn"

# What System.nanoTime() reads on Linux.
now = time.monotonic_ns


# What workers do.


def square(x):
    return x * x


def length_and_last(data):
    return len(data) + data[-1]


barrier = None


def set_barrier(shared):
    global barrier
    barrier = shared


def meet(_):
    barrier.wait()


arrays = {}


def shared_array(name):
    """A float64 array in shared memory; each worker maps it once."""
    import numpy as np

    if name not in arrays:
        memory = shared_memory.SharedMemory(name)
        arrays[name] = memory, np.ndarray(IN_PLACE, np.float64, memory.buf)
    return arrays[name][1]


def chain(name, start, end):
    """sqrt(1 + sin(sqrt(1 + sin(x)))) of each element, in pieces that fit into a cache."""
    import numpy as np

    block = shared_array(name)[start:end]
    for at in range(0, len(block), 4096):
        piece = block[at : at + 4096]
        for _ in range(2):
            np.sin(piece, piece)
            np.add(piece, 1, piece)
            np.sqrt(piece, piece)


# What the calling process does.


class Executor:
    def __init__(self, workers, method, **options):
        self.workers = workers
        context = multiprocessing.get_context(method)
        self.pool = ProcessPoolExecutor(workers, context, **options)

    def map(self, function, values, chunk):
        return list(self.pool.map(function, values, chunksize=chunk))

    def submit(self, function, *arguments):
        return self.pool.submit(function, *arguments)

    @staticmethod
    def result(future):
        return future.result()

    def close(self):
        self.pool.shutdown()


class Pool:
    def __init__(self, workers, method, **options):
        self.workers = workers
        self.pool = multiprocessing.get_context(method).Pool(workers, **options)

    def map(self, function, values, chunk):
        return self.pool.map(function, values, chunk)

    def submit(self, function, *arguments):
        return self.pool.apply_async(function, arguments)

    @staticmethod
    def result(future):
        return future.get()

    def close(self):
        self.pool.terminate()


def create(name, workers, **options):
    kinds = {"ProcessPoolExecutor": Executor, "multiprocessing.Pool": Pool}
    spawned = name.endswith(SPAWN)
    kind = kinds[name[: -len(SPAWN)] if spawned else name]
    return kind(workers, "spawn" if spawned else "fork", **options)


def prepare(pool, name):
    """A function that does the task once and returns a checksum of the results."""
    if name == "one-each":
        numbers = [i % PERIOD for i in range(ONE_EACH)]
        return lambda: sum(pool.map(square, numbers, 1))
    if name == "chunked":
        numbers = [i % PERIOD for i in range(CHUNKED)]
        # As multiprocessing.Pool.map chooses it.
        chunk = -(-CHUNKED // (4 * pool.workers))
        return lambda: sum(pool.map(square, numbers, chunk))
    if name == "submit":

        def submit():
            futures = [pool.submit(square, i) for i in range(SUBMIT)]
            return sum(pool.result(future) for future in futures)

        return submit
    if name == "mebibytes":
        payloads = [bytes([i % 100 + 1]) * (1 << 20) for i in range(MEBIBYTES)]
        return lambda: sum(pool.map(length_and_last, payloads, 1))
    assert name == "in-place", name
    return in_place(pool)


memories = []


def in_place(pool):
    import numpy as np

    memory = shared_memory.SharedMemory(create=True, size=8 * IN_PLACE)
    memories.append(memory)
    array = shared_array(memory.name)
    array[:] = np.arange(IN_PLACE) % 97 / 97.0
    blocks = pool.workers * BLOCKS_PER_WORKER
    ends = [IN_PLACE * b // blocks for b in range(blocks + 1)]
    samples = np.arange(1009)
    weights = samples % 7 + 1
    places = samples * 7919 % IN_PLACE

    def run():
        futures = [pool.submit(chain, memory.name, *pair) for pair in zip(ends, ends[1:])]
        for future in futures:
            pool.result(future)
        return float((weights * array[places]).sum())

    return run


def repeat(once, start, end):
    """As io.zoosync.bench.harness.Repetition; no task here is so short as to need batches."""
    while True:
        once()
        if now() >= start:
            break
    count = 0
    began = now()
    while True:
        once()
        count += 1
        if now() >= end:
            return count, now() - began


def start(name, workers):
    """Nanoseconds from the making of a pool to its first result, and until all workers work."""
    method = "spawn" if name.endswith(SPAWN) else "fork"
    shared = multiprocessing.get_context(method).Barrier(workers)
    began = now()
    pool = create(name, workers, initializer=set_barrier, initargs=(shared,))
    pool.result(pool.submit(square, 1))
    first = now() - began
    pool.map(meet, range(workers), 1)
    everyone = now() - began
    pool.close()
    return first, everyone


def told(word):
    """Says "ready" and returns what it is told then; None if there is no driver any more."""
    print("ready", flush=True)
    words = sys.stdin.readline().split()
    if not words:
        return None
    assert words[0] == word, words
    return words[1:]


def main():
    kind, workers = sys.argv[1], int(sys.argv[2])
    pool = None
    while (task := told("task")) is not None:
        name = task[0]
        if name == "start":
            told("go")
            print("result", 1, *start(kind, workers), flush=True)
            continue
        pool = pool or create(kind, workers)
        once = prepare(pool, name)
        value = float(once())
        window = told("go")
        if window is None:
            break
        count, nanos = repeat(once, int(window[0]), int(window[1]))
        print("result", count, nanos, repr(value), flush=True)
    if pool is not None:
        pool.close()
    for memory in memories:
        memory.unlink()


if __name__ == "__main__":
    main()
