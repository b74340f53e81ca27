/* Robust process-shared mutexes of the C library, and conditions for them. */
#ifndef ZOOSYNC_BENCH_ROBUST_H
#define ZOOSYNC_BENCH_ROBUST_H

#include <pthread.h>

#include "protocol.h"

static inline void check(int error, const char *what) {
    if (error != 0) {
        errno = error;
        fail(what);
    }
}

static inline void init_mutex(pthread_mutex_t *mutex) {
    pthread_mutexattr_t attributes;
    check(pthread_mutexattr_init(&attributes), "pthread_mutexattr_init");
    check(pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED), "setpshared");
    check(pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST), "setrobust");
    check(pthread_mutex_init(mutex, &attributes), "pthread_mutex_init");
}

/* Its timeouts are in the time of now_nanos(). */
static inline void init_condition(pthread_cond_t *condition) {
    pthread_condattr_t attributes;
    check(pthread_condattr_init(&attributes), "pthread_condattr_init");
    check(pthread_condattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED), "setpshared");
    check(pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC), "setclock");
    check(pthread_cond_init(condition, &attributes), "pthread_cond_init");
}

#endif
