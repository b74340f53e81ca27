/*
 * Peer of ZooLock: a robust process-shared mutex of the C library.
 *
 *   robust_mutex init FILE        creates the mutex and a zero counter
 *   robust_mutex run FILE         does one task after another, see await_task()
 *
 * Tasks are "alone", which does nothing with the mutex held, or a number of steps, which adds 1 to
 * the shared counter and does so many steps of a generator of random numbers, as LockChild does.
 * Says "result OPERATIONS NANOS TOTAL": those between start and end, and all that were done.
 */
#define _GNU_SOURCE
#include "protocol.h"
#include "robust.h"

#define BATCH_STEPS 12800
#define MOST_BATCH 256
#define COUNTER_OFFSET 128
#define BYTES 4096
#define OPPOSE_NANOS 20000000

typedef struct {
    uint64_t counter;
    uint64_t state;
} data_t;

static void lock(pthread_mutex_t *mutex) {
    check(pthread_mutex_lock(mutex), "pthread_mutex_lock");
}

static void lock_only(pthread_mutex_t *mutex, int times) {
    for (int i = 0; i < times; i++) {
        lock(mutex);
        pthread_mutex_unlock(mutex);
    }
}

/* Counts, so that whoever is here at the same time loses an addition; and works. */
static void change(pthread_mutex_t *mutex, data_t *data, int steps, int times) {
    for (int i = 0; i < times; i++) {
        lock(mutex);
        uint64_t counter = data->counter;
        uint64_t x = data->state ^ UINT64_C(0x9e3779b97f4a7c15);
        for (int step = 0; step < steps; step++) {
            x ^= x << 13;
            x ^= x >> 7;
            x ^= x << 17;
        }
        data->state = x;
        data->counter = counter + 1;
        pthread_mutex_unlock(mutex);
    }
}

static void run(pthread_mutex_t *mutex, data_t *data, int steps, window_t w) {
    int alone = steps < 0;
    int batch = steps <= BATCH_STEPS / MOST_BATCH ? MOST_BATCH : BATCH_STEPS / steps;
    /* Others still need to be opposed while they finish their last batch. */
    int64_t leave = w.end + (alone ? 0 : OPPOSE_NANOS);
    uint64_t total = 0;
    uint64_t before = 0;
    uint64_t after = 0;
    int64_t began = 0;
    int64_t ended = 0;
    for (;;) {
        int64_t now = now_nanos();
        if (began == 0 && now >= w.start) {
            began = now;
            before = total;
        }
        if (ended == 0 && now >= w.end) {
            ended = now;
            after = total;
        }
        if (now >= leave) {
            break;
        }
        if (alone) {
            lock_only(mutex, batch);
        } else {
            change(mutex, data, steps, batch);
        }
        total += batch;
    }
    printf("result %" PRIu64 " %" PRId64 " %" PRIu64 "\n", after - before, ended - began, total);
    fflush(stdout);
}

int main(int argc, char **argv) {
    if (argc != 3) {
        fprintf(stderr, "usage: robust_mutex init|run FILE\n");
        return 2;
    }
    char *memory = map_file(argv[2], BYTES);
    pthread_mutex_t *mutex = (pthread_mutex_t *)memory;
    data_t *data = (data_t *)(memory + COUNTER_OFFSET);
    if (strcmp(argv[1], "init") == 0) {
        init_mutex(mutex);
        return 0;
    }
    char task[TASK_BYTES];
    while (await_task(task)) {
        int steps = strcmp(task, "alone") == 0 ? -1 : atoi(task);
        run(mutex, data, steps, await_go());
    }
    return 0;
}
