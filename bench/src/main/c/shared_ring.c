/*
 * What the cores allow of a ring that producers share, or that one has: messages of 32 bytes, and
 * nothing but the stores and the atomic operations that order them; no deaths, no sleep, one length.
 *
 *   shared_ring init FILE RING PRODUCERS
 *   shared_ring produce|consume FILE RING lock|add|alone INDEX
 *
 * With "lock", as ZooQueue: a producer takes a lock, clears the header of the record after its own,
 * says in its own that it is claimed, moves the tail and gives the lock up, writes the record and
 * says that it is ready; the consumer reads as far as the tail. With "add", as Aeron and Agrona: the
 * tail is moved by one atomic addition, and the consumer waits at the next record. With "alone", as
 * ZooQueue's exclusive ends: as with "lock", but there is one producer and no lock. One consumer.
 */
#define _GNU_SOURCE
#include <stdatomic.h>
#include <stdbool.h>

#include "pause.h"
#include "protocol.h"
#include "tally.h"

#define LINES 128
#define WORDS 4
#define CLAIMED 1
#define READY 2
#define MOST_PAUSES 64    /* between two looks of the consumer that find nothing */
#define PAUSE_NANOS 16000 /* after a run, so that the next is longer: follows too closely else */

typedef struct {
    _Atomic uint64_t header;
    uint64_t words[WORDS];
} record_t;

typedef struct {
    _Alignas(LINES) _Atomic uint32_t lock;
    _Alignas(LINES) _Atomic uint64_t tail;
    _Alignas(LINES) _Atomic uint64_t cursor;
    _Alignas(LINES) _Atomic uint64_t producers; /* that still produce */
    _Alignas(LINES) record_t records[];
} ring_t;

typedef enum { BY_LOCK, BY_ADD, ALONE } claims_t;

typedef struct {
    ring_t *ring;
    uint64_t length; /* in records */
    claims_t claims;
    uint64_t cursor; /* as last seen */
    uint64_t round;  /* where the ring began that the last record was in: no division for each */
} end_t;

static record_t *record(end_t *e, uint64_t position) {
    if (position - e->round >= e->length) {
        e->round = position - position % e->length;
    }
    return &e->ring->records[position - e->round];
}

static bool has_room(end_t *e, uint64_t tail) {
    if (tail - e->cursor >= e->length) {
        e->cursor = atomic_load_explicit(&e->ring->cursor, memory_order_acquire);
    }
    return tail - e->cursor < e->length;
}

static void lock(ring_t *r) {
    uint32_t free = 0;
    while (!atomic_compare_exchange_weak(&r->lock, &free, 1)) {
        free = 0;
        pause_a_moment();
    }
}

/* As ZooQueue's: a look whether somebody waits, and a store where nobody does. */
static void unlock(ring_t *r) {
    if (atomic_load_explicit(&r->lock, memory_order_relaxed) == 1) {
        atomic_store_explicit(&r->lock, 0, memory_order_release);
    } else {
        atomic_exchange(&r->lock, 0);
    }
}

/* If the ring is full after this, the header of the next record is that of one round before. */
static void publish_claim(end_t *e, uint64_t tail) {
    if (tail + 1 - e->cursor < e->length) {
        atomic_store_explicit(&record(e, tail + 1)->header, 0, memory_order_relaxed);
    }
    atomic_store_explicit(&record(e, tail)->header, CLAIMED, memory_order_relaxed);
    atomic_store_explicit(&e->ring->tail, tail + 1, memory_order_release);
}

/* The position of a record to be written, or UINT64_MAX. */
static uint64_t claim_by_lock(end_t *e) {
    ring_t *r = e->ring;
    lock(r);
    uint64_t tail = atomic_load_explicit(&r->tail, memory_order_relaxed);
    bool room = has_room(e, tail);
    if (room) {
        publish_claim(e, tail);
    }
    unlock(r);
    return room ? tail : UINT64_MAX;
}

/* As Aeron does: the tail may go beyond the limit by as many as there are producers. */
static uint64_t claim_by_add(end_t *e) {
    if (!has_room(e, atomic_load_explicit(&e->ring->tail, memory_order_relaxed) + MOST_PRODUCERS)) {
        return UINT64_MAX;
    }
    return atomic_fetch_add(&e->ring->tail, 1);
}

/* Nobody else moves the tail. */
static uint64_t claim_alone(end_t *e) {
    uint64_t tail = atomic_load_explicit(&e->ring->tail, memory_order_relaxed);
    if (!has_room(e, tail)) {
        return UINT64_MAX;
    }
    publish_claim(e, tail);
    return tail;
}

static uint64_t claim(end_t *e) {
    switch (e->claims) {
    case BY_LOCK:
        return claim_by_lock(e);
    case BY_ADD:
        return claim_by_add(e);
    default:
        return claim_alone(e);
    }
}

/* What a record's header holds when the message is there. */
static uint64_t ready(const end_t *e, uint64_t position) {
    return e->claims == BY_ADD ? position + 1 : READY;
}

static bool send_message(end_t *e, uint64_t first) {
    uint64_t position = claim(e);
    if (position == UINT64_MAX) {
        return false;
    }
    record_t *r = record(e, position);
    for (int i = 0; i < WORDS; i++) {
        r->words[i] = first + (uint64_t)i;
    }
    atomic_store_explicit(&r->header, ready(e, position), memory_order_release);
    return true;
}

static void produce(end_t *e, uint64_t index) {
    tally_t t = new_tally(sizeof(record_t));
    while (!is_over(&t)) {
        uint64_t number = (index << PRODUCER_BITS) + t.all;
        if (send_message(e, number)) {
            take(&t, number);
        } else {
            pause_a_moment();
        }
    }
    atomic_fetch_sub(&e->ring->producers, 1);
    report(&t);
}

/* How far there may be messages; by its own account where there is no tail to follow. */
static uint64_t end_of_run(const end_t *e, uint64_t position) {
    return e->claims == BY_ADD ? position + e->length / 4
                               : atomic_load_explicit(&e->ring->tail, memory_order_acquire);
}

static uint64_t receive_run(end_t *e, uint64_t position, tally_t *t,
                            uint64_t next[MOST_PRODUCERS]) {
    uint64_t end = end_of_run(e, position);
    for (; position != end; position++) {
        record_t *r = record(e, position);
        if (atomic_load_explicit(&r->header, memory_order_acquire) != ready(e, position)) {
            break;
        }
        uint64_t first = r->words[0];
        bool whole = r->words[1] == first + 1 && r->words[2] == first + 2 &&
                     r->words[3] == first + 3;
        check_message(whole, first, next);
        take(t, first);
        is_over(t);
    }
    return position;
}

static void pause_for(int pauses) {
    for (int i = 0; i < pauses; i++) {
        pause_a_moment();
    }
}

static void rest(void) {
    int64_t end = now_nanos() + PAUSE_NANOS;
    do {
        pause_a_moment();
    } while (now_nanos() < end);
}

static void consume(end_t *e) {
    ring_t *r = e->ring;
    uint64_t next[MOST_PRODUCERS] = {0};
    tally_t t = new_tally(sizeof(record_t));
    uint64_t position = 0;
    int pauses = 1;
    for (bool left = true; left;) {
        is_over(&t);
        bool all_sent = atomic_load(&r->producers) == 0;
        uint64_t end = receive_run(e, position, &t, next);
        if (end != position) {
            position = end;
            atomic_store_explicit(&r->cursor, position, memory_order_release);
            pauses = 1;
            if (e->claims != BY_ADD) {
                rest();
            }
        } else {
            left = !all_sent && now_nanos() < t.window.end + GRACE_NANOS;
            pause_for(pauses);
            pauses = pauses < MOST_PAUSES ? 2 * pauses : pauses;
        }
    }
    t.turns = 0;
    is_over(&t);
    report(&t);
}

static claims_t claims_named(const char *name) {
    return strcmp(name, "lock") == 0 ? BY_LOCK : strcmp(name, "add") == 0 ? BY_ADD : ALONE;
}

int main(int argc, char **argv) {
    if (argc < 5 || (strcmp(argv[1], "init") != 0 && argc < 6)) {
        fprintf(stderr, "usage: shared_ring init FILE RING PRODUCERS\n"
                        "       shared_ring produce|consume FILE RING lock|add|alone INDEX\n");
        return 2;
    }
    size_t bytes = strtoull(argv[3], NULL, 10);
    end_t e = {.ring = map_file(argv[2], sizeof(ring_t) + bytes),
               .length = bytes / sizeof(record_t),
               .claims = claims_named(argv[4])};
    if (strcmp(argv[1], "init") == 0) {
        e.ring->producers = strtoull(argv[4], NULL, 10);
    } else if (strcmp(argv[1], "produce") == 0) {
        produce(&e, strtoull(argv[5], NULL, 10));
    } else {
        consume(&e);
    }
    return 0;
}
