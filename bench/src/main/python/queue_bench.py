"""Passes messages of so many bytes through a multiprocessing.Queue: queue_bench.py BYTES.

"ready" is answered by "go START END CORE", which this answers by "result MESSAGES NANOS". Messages
of 32 bytes are four numbers, packed and unpacked; longer ones are filled with a byte that changes
from message to message, and read in full by zlib.adler32.
"""

import multiprocessing
import os
import queue
import struct
import sys
import time
import zlib

SMALL = struct.Struct("4q")
LOOK = 0.02

# A producer goes on until its consumer ends it: one that left within a message would leave the
# consumer waiting for the rest. Nothing lasts longer than this after the window's end.
GRACE = 5_000_000_000

# Messages at most that a queue holds: so many small ones, so many long ones.
AHEAD = (1024, 16)

# What System.nanoTime() reads on Linux.
now = time.monotonic_ns


def small(number):
    return SMALL.pack(number, number + 1, number + 2, number + 3)


def read_small(message, number):
    a, b, c, d = SMALL.unpack(message)
    return a == number and b == number + 1 and c == number + 2 and d == number + 3


def whole(length):
    return lambda number: bytes((number & 255,)) * length


def read_whole(length):
    sums = [zlib.adler32(bytes((byte,)) * length) for byte in range(256)]
    return lambda message, number: zlib.adler32(message) == sums[number & 255]


def produce(messages, make, window):
    os.sched_setaffinity(0, {1 % os.cpu_count()})
    messages.cancel_join_thread()
    number = 0
    while window[1] == 0 or now() < window[1] + GRACE:
        try:
            messages.put(make(number), timeout=LOOK)
            number += 1
        except queue.Full:
            pass


def consume(messages, read, window):
    start, end = window
    os.sched_setaffinity(0, {0})
    number = first = began = 0
    while True:
        t = now()
        if began == 0 and t >= start:
            began, first = t, number
        if t >= end:
            return number - first, t - began
        try:
            message = messages.get(timeout=LOOK)
        except queue.Empty:
            continue
        if not read(message, number):
            sys.exit("message %d is damaged" % number)
        number += 1


def main():
    length = int(sys.argv[1])
    is_small = length == SMALL.size
    make = small if is_small else whole(length)
    read = read_small if is_small else read_whole(length)
    context = multiprocessing.get_context("fork")
    messages = context.Queue(AHEAD[0 if is_small else 1])
    window = context.Array("q", 2)
    producer = context.Process(target=produce, args=(messages, make, window), daemon=True)
    producer.start()
    print("ready", flush=True)
    words = sys.stdin.readline().split()
    if not words:
        sys.exit(1)
    with window.get_lock():
        window[0] = int(words[1])
        window[1] = int(words[2])
    print("result", *consume(messages, read, tuple(window)), flush=True)


main()
