/*
 * Peer of ZooLock: two processes that hand a robust process-shared mutex of the C library to each
 * other, and how long that takes.
 *
 *   hand_over init FILE
 *   hand_over lock FILE 0|1         by unlocking it while the other one sleeps in lock
 *   hand_over condition FILE 0|1    by signalling a condition on which the other one waits
 */
#define _GNU_SOURCE
#include <stdatomic.h>
#include <sys/resource.h>

#include "pause.h"
#include "protocol.h"
#include "robust.h"
#include "samples.h"

#define BYTES 4096

/* How long the lock is held while the other one waits for it, as in HandOverChild. */
#define HOLD_NANOS 100000

typedef struct {
    pthread_mutex_t mutex;
    pthread_cond_t conditions[2];
    char rest[128];
    _Atomic int turn; /* whose the lock is, or is to be */
    int64_t stamp;    /* when it was handed over */
} shared_t;

static void init(shared_t *shared) {
    init_mutex(&shared->mutex);
    for (int i = 0; i < 2; i++) {
        init_condition(&shared->conditions[i]);
    }
}

static long sleeps(void) {
    struct rusage usage;
    getrusage(RUSAGE_THREAD, &usage);
    return usage.ru_nvcsw;
}

typedef struct {
    window_t window;
    samples_t samples;
    int64_t began;
    long sleeps;
} measurement_t;

static void received(measurement_t *m, int64_t stamp, int64_t now) {
    if (now < m->window.start) {
        return;
    }
    if (m->began == 0) {
        m->began = now;
        m->sleeps = sleeps();
    } else {
        add_sample(&m->samples, now - stamp);
    }
}

static void by_lock(shared_t *shared, int me, measurement_t *m) {
    for (int64_t now = 0; now < m->window.end;) {
        check(pthread_mutex_lock(&shared->mutex), "pthread_mutex_lock");
        now = now_nanos();
        if (shared->stamp != 0 && shared->turn != me) {
            received(m, shared->stamp, now);
        }
        shared->turn = me;
        int64_t until = now + HOLD_NANOS;
        while ((now = now_nanos()) < until) {
        }
        shared->stamp = now;
        check(pthread_mutex_unlock(&shared->mutex), "pthread_mutex_unlock");
        while (shared->turn == me && now < m->window.end) {
            pause_a_moment();
            now = now_nanos();
        }
    }
}

static void by_condition(shared_t *shared, int me, measurement_t *m) {
    check(pthread_mutex_lock(&shared->mutex), "pthread_mutex_lock");
    for (int64_t now = 0; now < m->window.end;) {
        while (shared->turn != me) {
            check(pthread_cond_wait(&shared->conditions[me], &shared->mutex), "pthread_cond_wait");
        }
        now = now_nanos();
        if (shared->stamp != 0) {
            received(m, shared->stamp, now);
        }
        shared->turn = 1 - me;
        shared->stamp = now_nanos();
        check(pthread_cond_signal(&shared->conditions[1 - me]), "pthread_cond_signal");
    }
    check(pthread_mutex_unlock(&shared->mutex), "pthread_mutex_unlock");
}

int main(int argc, char **argv) {
    if (argc < 3) {
        fprintf(stderr, "usage: hand_over init FILE, hand_over lock|condition FILE 0|1\n");
        return 2;
    }
    shared_t *shared = map_file(argv[2], BYTES);
    if (strcmp(argv[1], "init") == 0) {
        init(shared);
        return 0;
    }
    int me = atoi(argv[3]);
    measurement_t m = {await_go(), new_samples(), 0, 0};
    if (strcmp(argv[1], "lock") == 0) {
        by_lock(shared, me, &m);
    } else {
        by_condition(shared, me, &m);
    }
    report_samples(&m.samples, now_nanos() - m.began, sleeps() - m.sleeps);
    return 0;
}
