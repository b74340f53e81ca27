/*
 * Peer of ZooLock: a robust process-shared mutex of the C library.
 *
 *   robust_mutex init FILE        creates the mutex and a zero counter
 *   robust_mutex alone FILE       lock+unlock
 *   robust_mutex counter FILE     lock, add 1 to the shared counter, unlock
 *
 * Says "result OPERATIONS TOTAL": those between start and end, and all that were done.
 */
#define _GNU_SOURCE
#include <pthread.h>

#include "protocol.h"

#define BATCH 256
#define COUNTER_OFFSET 128
#define BYTES 4096

static void check(int error, const char *what) {
    if (error != 0) {
        errno = error;
        fail(what);
    }
}

static void init(pthread_mutex_t *mutex) {
    pthread_mutexattr_t attributes;
    check(pthread_mutexattr_init(&attributes), "pthread_mutexattr_init");
    check(pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED), "setpshared");
    check(pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST), "setrobust");
    check(pthread_mutex_init(mutex, &attributes), "pthread_mutex_init");
}

static void lock(pthread_mutex_t *mutex) {
    int error = pthread_mutex_lock(mutex);
    if (error != 0) {
        errno = error;
        fail("pthread_mutex_lock");
    }
}

int main(int argc, char **argv) {
    if (argc != 3) {
        fprintf(stderr, "usage: robust_mutex init|alone|counter FILE\n");
        return 2;
    }
    char *memory = map_file(argv[2], BYTES);
    pthread_mutex_t *mutex = (pthread_mutex_t *)memory;
    uint64_t *counter = (uint64_t *)(memory + COUNTER_OFFSET);
    if (strcmp(argv[1], "init") == 0) {
        init(mutex);
        return 0;
    }
    int count = strcmp(argv[1], "counter") == 0;
    window_t w = await_go();
    /* Others still need to be opposed while they finish their last batch. */
    int64_t leave = w.end + (count ? 20000000 : 0);
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
        if (count) {
            for (int i = 0; i < BATCH; i++) {
                lock(mutex);
                *counter += 1;
                pthread_mutex_unlock(mutex);
            }
        } else {
            for (int i = 0; i < BATCH; i++) {
                lock(mutex);
                pthread_mutex_unlock(mutex);
            }
        }
        total += BATCH;
    }
    printf("result %" PRIu64 " %" PRId64 " %" PRIu64 "\n", after - before, ended - began, total);
    return 0;
}
