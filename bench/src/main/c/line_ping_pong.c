/*
 * What the cores allow of a round trip in which both ends spin: two processes pass 32 bytes to and
 * fro through rings in mapped memory, and do nothing else.
 *
 *   line_ping_pong ping|pong FILE record|tail
 *
 * With "record", who receives looks at the record that comes next until it is there: one cache line
 * comes over from the other core. With "tail", it looks at a word that says how far the ring is
 * written, and then reads the record: two lines, one after the other.
 */
#define _GNU_SOURCE
#include <stdatomic.h>
#include <stdbool.h>

#include "pause.h"
#include "protocol.h"
#include "samples.h"

#define LINE 64
#define RING (1 << 20)
#define WORDS 4

/* In a line of its own, so that no record takes two. */
typedef struct {
    _Atomic uint64_t number; /* from 1 on; it is there, and which one it is */
    uint64_t words[WORDS];
    char rest[LINE - (WORDS + 1) * sizeof(uint64_t)];
} record_t;

typedef struct {
    _Atomic uint64_t tail;
    char rest[4096 - sizeof(uint64_t)];
    record_t records[RING / LINE];
} direction_t;

static record_t *record(direction_t *d, uint64_t number) {
    return &d->records[number % (RING / LINE)];
}

static void send_message(direction_t *d, uint64_t number, uint64_t first) {
    record_t *r = record(d, number);
    for (int i = 0; i < WORDS; i++) {
        r->words[i] = first + (uint64_t)i;
    }
    atomic_store_explicit(&r->number, number, memory_order_release);
    atomic_store_explicit(&d->tail, number, memory_order_release);
}

static uint64_t receive_message(direction_t *d, uint64_t number, bool by_tail) {
    record_t *r = record(d, number);
    _Atomic uint64_t *word = by_tail ? &d->tail : &r->number;
    while (atomic_load_explicit(word, memory_order_acquire) != number) {
        pause_a_moment();
    }
    uint64_t first = r->words[0];
    for (int i = 1; i < WORDS; i++) {
        if (first != UINT64_MAX && r->words[i] != first + (uint64_t)i) {
            fprintf(stderr, "message %" PRIu64 " is not whole\n", number);
            exit(1);
        }
    }
    return first;
}

static void ping(direction_t *there, direction_t *back, bool by_tail, window_t w) {
    samples_t samples = new_samples();
    int64_t began = 0;
    for (uint64_t n = 1;; n++) {
        int64_t start = now_nanos();
        if (start >= w.end) {
            report_samples(&samples, start - began, 0);
            send_message(there, n, UINT64_MAX);
            return;
        }
        if (began == 0 && start >= w.start) {
            began = start;
        }
        send_message(there, n, n);
        receive_message(back, n, by_tail);
        if (began != 0) {
            add_sample(&samples, now_nanos() - start);
        }
    }
}

static void pong(direction_t *there, direction_t *back, bool by_tail) {
    for (uint64_t n = 1;; n++) {
        uint64_t first = receive_message(there, n, by_tail);
        if (first == UINT64_MAX) {
            return;
        }
        send_message(back, n, first);
    }
}

int main(int argc, char **argv) {
    if (argc != 4) {
        fprintf(stderr, "usage: line_ping_pong ping|pong FILE record|tail\n");
        return 2;
    }
    direction_t *directions = map_file(argv[2], 2 * sizeof(direction_t));
    bool by_tail = strcmp(argv[3], "tail") == 0;
    window_t w = await_go();
    if (strcmp(argv[1], "ping") == 0) {
        ping(&directions[0], &directions[1], by_tail, w);
    } else {
        pong(&directions[0], &directions[1], by_tail);
    }
    return 0;
}
