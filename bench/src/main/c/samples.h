/* Times that were measured, and what they come to. */
#ifndef ZOOSYNC_BENCH_SAMPLES_H
#define ZOOSYNC_BENCH_SAMPLES_H

#include <stdint.h>
#include <stdlib.h>

#include "protocol.h"

/* More than can be measured in a window; memory that is not used is not touched. */
#define MOST_SAMPLES (64u << 20)

typedef struct {
    uint32_t *nanos;
    size_t count;
} samples_t;

static inline samples_t new_samples(void) {
    samples_t s = {malloc(MOST_SAMPLES * sizeof(uint32_t)), 0};
    if (s.nanos == NULL) {
        fail("malloc");
    }
    return s;
}

static inline void add_sample(samples_t *s, int64_t nanos) {
    if (s->count < MOST_SAMPLES) {
        s->nanos[s->count++] = nanos > UINT32_MAX ? UINT32_MAX : (uint32_t)nanos;
    }
}

static inline int compare_samples(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a;
    uint32_t y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static inline uint32_t percentile(const samples_t *s, double percent) {
    size_t at = (size_t)(percent / 100 * (double)s->count);
    return s->nanos[at < s->count ? at : s->count - 1];
}

/* Says "result COUNT NANOS P50 P99 P99.9 SLEEPS", the sleeps of one sample. */
static inline void report_samples(samples_t *s, int64_t nanos, long sleeps) {
    if (s->count == 0) {
        printf("result 0 0 0 0 0 0\n");
        return;
    }
    qsort(s->nanos, s->count, sizeof(uint32_t), compare_samples);
    printf("result %zu %" PRId64 " %" PRIu32 " %" PRIu32 " %" PRIu32 " %.3f\n", s->count, nanos,
           percentile(s, 50), percentile(s, 99), percentile(s, 99.9),
           (double)sleeps / (double)s->count);
}

#endif
