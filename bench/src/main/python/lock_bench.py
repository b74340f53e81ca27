"""Locks and unlocks a multiprocessing.Lock in so many processes: lock_bench.py PROCESSES.

"ready" is answered by "go START END CORE", which this answers by "result OPERATIONS NANOS". With
more than one process each operation also adds one to a shared counter.
"""

import multiprocessing
import os
import sys
import time

BATCH = 64

# What System.nanoTime() reads on Linux.
now = time.monotonic_ns


def work(index, lock, counter, window, done):
    while window[1] == 0:
        time.sleep(0.0005)
    start, end = window[0], window[1]
    os.sched_setaffinity(0, {index % os.cpu_count()})
    operations = 0
    began = 0
    while True:
        t = now()
        if began == 0 and t >= start:
            began, operations = t, 0
        if t >= end:
            break
        for _ in range(BATCH):
            with lock:
                if counter is not None:
                    counter.value += 1
        operations += BATCH
    done.put((operations, now() - began))


def main():
    processes = int(sys.argv[1])
    context = multiprocessing.get_context("fork")
    lock = context.Lock()
    counter = context.Value("q", 0, lock=False) if processes > 1 else None
    window = context.Array("q", 2)
    done = context.SimpleQueue()
    workers = [
        context.Process(target=work, args=(i, lock, counter, window, done), daemon=True)
        for i in range(processes)
    ]
    for worker in workers:
        worker.start()
    print("ready", flush=True)
    words = sys.stdin.readline().split()
    if not words:
        sys.exit(1)
    with window.get_lock():
        window[0] = int(words[1])
        window[1] = int(words[2])
    results = [done.get() for _ in workers]
    rate = sum(operations / nanos for operations, nanos in results)
    nanos = max(nanos for _, nanos in results)
    print("result", round(rate * nanos), nanos, flush=True)


main()
