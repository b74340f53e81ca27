/* What passes an end of a queue with several ends, as in io.zoosync.bench.peer.Tally. */
#ifndef ZOOSYNC_BENCH_TALLY_H
#define ZOOSYNC_BENCH_TALLY_H

#include "protocol.h"

#define LOOK 64 /* the clock is looked at after so many messages */
#define PRODUCER_BITS 40
#define MOST_PRODUCERS 64
#define SUM_MASK ((UINT64_C(1) << 48) - 1) /* sums that a double holds exactly */

/* What passed one end. */
typedef struct {
    window_t window;
    uint64_t look; /* messages between two looks at the clock */
    uint64_t turns;
    uint64_t all;
    uint64_t sum;
    uint64_t first; /* how many had passed when the window began */
    int64_t began;
    uint64_t last; /* how many had passed when it ended */
    int64_t ended;
} tally_t;

static inline tally_t new_tally(size_t bytes) {
    tally_t t = {.look = bytes >= 1 << 16 ? 1 : LOOK, .window = await_go()};
    return t;
}

/* Looks at the clock, if it is time to; tells whether the window is over. */
static inline int is_over(tally_t *t) {
    if (t->ended == 0 && t->turns++ % t->look == 0) {
        int64_t now = now_nanos();
        if (t->began == 0 && now >= t->window.start) {
            t->began = now;
            t->first = t->all;
        }
        if (now >= t->window.end) {
            t->ended = now;
            t->last = t->all;
        }
    }
    return t->ended != 0;
}

static inline void take(tally_t *t, uint64_t number) {
    t->all++;
    t->sum += number;
}

/* Says "result MESSAGES NANOS ALL SUM": what passed in the window, and all, with the numbers' sum. */
static inline void report(const tally_t *t) {
    printf("result %" PRIu64 " %" PRId64 " %" PRIu64 " %" PRIu64 "\n", t->last - t->first,
           t->ended - t->began, t->all, t->sum & SUM_MASK);
    fflush(stdout);
}

/* Checks that a message is whole, and that its producer's messages come in their order. */
static inline void check_message(int is_whole, uint64_t number, uint64_t next[MOST_PRODUCERS]) {
    uint64_t producer = number >> PRODUCER_BITS;
    if (!is_whole || producer >= MOST_PRODUCERS || number < next[producer]) {
        fprintf(stderr, "damaged message %" PRIu64 "\n", number);
        exit(1);
    }
    next[producer] = number + 1;
}

#endif
