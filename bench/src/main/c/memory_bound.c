/*
 * What the memory of this machine allows for messages that are written and read whole.
 *
 *   memory_bound single FILE RING MESSAGE    one process: memcpy into the ring, then sum it
 *   memory_bound produce FILE RING MESSAGE   two processes: fill a slot in place ...
 *   memory_bound consume FILE RING MESSAGE   ... and sum it, two counters and no lock between them
 *
 * Says "result MESSAGES NANOS" (single and consume).
 */
#define _GNU_SOURCE
#include <sched.h>

#include "pause.h"
#include "protocol.h"

#define HEADER 4096

typedef struct {
    _Alignas(128) uint64_t tail;
    _Alignas(128) uint64_t head;
    _Alignas(128) uint32_t stop;
} header_t;

#define PATIENCE 256

/* Waits without sleeping, as io.zoosync.bench.peer.Idle does. */
static inline void idle(int *looks) {
    if (++*looks > PATIENCE) {
        sched_yield();
    }
    pause_a_moment();
}

static void fill(uint64_t *words, size_t n, uint64_t seed) {
    for (size_t i = 0; i < n; i++) {
        words[i] = seed + i;
    }
}

static uint64_t sum(const uint64_t *words, size_t n) {
    uint64_t s = 0;
    for (size_t i = 0; i < n; i++) {
        s += words[i];
    }
    return s;
}

static void verify(uint64_t actual, uint64_t n, uint64_t seed) {
    if (actual != n * seed + n * (n - 1) / 2) {
        fprintf(stderr, "damaged message %" PRIu64 "\n", seed);
        exit(1);
    }
}

/* A process that was kept waiting beyond the end says 0 nanoseconds, and is run again. */
static void report(uint64_t messages, int64_t began, int64_t ended) {
    int64_t nanos = began == 0 ? 0 : ended - began;
    printf("result %" PRIu64 " %" PRId64 "\n", messages, nanos);
    fflush(stdout);
}

static void single(char *ring, size_t slots, size_t bytes) {
    size_t n = bytes / 8;
    uint64_t *source = aligned_alloc(4096, bytes);
    if (source == NULL) {
        fail("aligned_alloc");
    }
    fill(source, n, 0);
    window_t w = await_go();
    uint64_t messages = 0;
    int64_t began = 0;
    for (uint64_t i = 0;; i++) {
        int64_t now = now_nanos();
        if (began == 0 && now >= w.start) {
            began = now;
            messages = 0;
        }
        if (now >= w.end) {
            report(messages, began, now);
            return;
        }
        char *slot = ring + (i % slots) * bytes;
        memcpy(slot, source, bytes);
        verify(sum((uint64_t *)slot, n), n, 0);
        messages++;
    }
}

static void produce(header_t *h, char *ring, size_t slots, size_t bytes) {
    window_t w = await_go();
    uint64_t head = 0;
    int looks = 0;
    for (uint64_t tail = 0;; tail++) {
        while (tail - head == slots) {
            head = __atomic_load_n(&h->head, __ATOMIC_ACQUIRE);
            if (tail - head < slots) {
                break;
            }
            if (__atomic_load_n(&h->stop, __ATOMIC_RELAXED)
                || now_nanos() > w.end + GRACE_NANOS) {
                return;
            }
            idle(&looks);
        }
        looks = 0;
        fill((uint64_t *)(ring + (tail % slots) * bytes), bytes / 8, tail);
        __atomic_store_n(&h->tail, tail + 1, __ATOMIC_RELEASE);
    }
}

static void consume(header_t *h, char *ring, size_t slots, size_t bytes) {
    size_t n = bytes / 8;
    window_t w = await_go();
    uint64_t tail = 0;
    uint64_t first = 0;
    int64_t began = 0;
    int looks = 0;
    for (uint64_t head = 0;;) {
        int64_t now = now_nanos();
        if (began == 0 && now >= w.start) {
            began = now;
            first = head;
        }
        if (now >= w.end) {
            __atomic_store_n(&h->stop, 1, __ATOMIC_RELAXED);
            report(head - first, began, now);
            return;
        }
        if (head == tail) {
            tail = __atomic_load_n(&h->tail, __ATOMIC_ACQUIRE);
            if (head == tail) {
                idle(&looks);
                continue;
            }
            looks = 0;
        }
        verify(sum((uint64_t *)(ring + (head % slots) * bytes), n), n, head);
        __atomic_store_n(&h->head, ++head, __ATOMIC_RELEASE);
    }
}

int main(int argc, char **argv) {
    if (argc != 5) {
        fprintf(stderr, "usage: memory_bound single|produce|consume FILE RING MESSAGE\n");
        return 2;
    }
    size_t ring_bytes = strtoull(argv[3], NULL, 10);
    size_t bytes = strtoull(argv[4], NULL, 10);
    char *memory = map_file(argv[2], HEADER + ring_bytes);
    size_t slots = ring_bytes / bytes;
    header_t *h = (header_t *)memory;
    char *ring = memory + HEADER;
    if (strcmp(argv[1], "single") == 0) {
        single(ring, slots, bytes);
    } else if (strcmp(argv[1], "produce") == 0) {
        produce(h, ring, slots, bytes);
    } else {
        consume(h, ring, slots, bytes);
    }
    return 0;
}
