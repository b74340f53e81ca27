"""Locks and unlocks a multiprocessing.Lock in so many processes: lock_bench.py PROCESSES NANOS.

"ready" is answered by "task TASK", and the next one by "go START END CORE", which this answers by
"result OPERATIONS NANOS LEAST MOST SUM": all processes' operations in that time, the fewest and the
most of a process, and what all of them counted. The task is "alone", which does nothing with the
lock held, or a number of steps, which adds one to a shared counter and then holds the lock as long
as another program takes for so many steps, NANOS each. The counter is compared with what was done.
"""

import multiprocessing
import os
import sys
import time

BATCH_NANOS = 20_000
MOST_BATCH = 64
OPPOSE_NANOS = 20_000_000

# What System.nanoTime() reads on Linux.
now = time.monotonic_ns


def lock_only(lock, times):
    for _ in range(times):
        with lock:
            pass


def count(lock, counter, times):
    for _ in range(times):
        with lock:
            counter.value += 1


def hold(lock, counter, nanos, times):
    for _ in range(times):
        with lock:
            before = counter.value
            end = now() + nanos
            while now() < end:
                pass
            counter.value = before + 1


def work(index, processes, lock, counter, nanos, window, done):
    while window[1] == 0:
        time.sleep(0.0005)
    start, end = window[0], window[1]
    if processes <= os.cpu_count():
        os.sched_setaffinity(0, {index})
    alone = nanos < 0
    batch = max(1, min(MOST_BATCH, BATCH_NANOS // max(1, nanos)))
    leave = end if alone else end + OPPOSE_NANOS
    total = before = after = began = ended = 0
    while True:
        t = now()
        if began == 0 and t >= start:
            began, before = t, total
        if ended == 0 and t >= end:
            ended, after = t, total
        if t >= leave:
            break
        if alone:
            lock_only(lock, batch)
        elif nanos == 0:
            count(lock, counter, batch)
        else:
            hold(lock, counter, nanos, batch)
        total += batch
    done.put((after - before, ended - began, total))


def run(context, processes, nanos):
    lock = context.Lock()
    counter = context.Value("q", 0, lock=False)
    window = context.Array("q", 2)
    done = context.SimpleQueue()
    workers = [
        context.Process(
            target=work, args=(i, processes, lock, counter, nanos, window, done), daemon=True
        )
        for i in range(processes)
    ]
    for worker in workers:
        worker.start()
    words = say("ready").split()
    if not words:
        sys.exit(1)
    with window.get_lock():
        window[0] = int(words[1])
        window[1] = int(words[2])
    results = [done.get() for _ in workers]
    total = sum(result[2] for result in results)
    if nanos >= 0 and counter.value != total:
        sys.exit(f"the lock did not exclude: counter={counter.value}, additions={total}")
    counts = [result[0] for result in results]
    longest = max(result[1] for result in results)
    rate = sum(result[0] / result[1] for result in results if result[1] > 0)
    figures = round(rate * longest), longest, min(counts), max(counts), sum(counts)
    print("result", *figures, flush=True)


def say(word):
    print(word, flush=True)
    return sys.stdin.readline()


def main():
    processes, nanos_of_a_step = int(sys.argv[1]), float(sys.argv[2])
    context = multiprocessing.get_context("fork")
    while True:
        words = say("ready").split()
        if not words:
            return
        alone = words[1] == "alone"
        run(context, processes, -1 if alone else round(int(words[1]) * nanos_of_a_step))


main()
