/*
 * The queue that ZooSync's Python library has, in C: one robust mutex, two condition variables,
 * and a ring that is mapped twice in a row, so that a message never wraps. A message is copied in
 * and read in full with the mutex held: writing and reading never overlap.
 *
 *   mutex_queue init FILE RING
 *   mutex_queue produce|consume FILE RING MESSAGE
 *
 * "consume" says "result MESSAGES NANOS". RING is a multiple of the page size.
 */
#define _GNU_SOURCE
#include <pthread.h>

#include "protocol.h"

#define PAGE 4096
#define WAIT_NANOS 20000000 /* a partner that is gone at the end is noticed after this long */
#define LOOK 64             /* the clock is looked at after so many messages */

typedef struct {
    pthread_mutex_t mutex;
    pthread_cond_t not_empty;
    pthread_cond_t not_full;
    uint64_t head;
    uint64_t tail;
    uint32_t stop;
} header_t;

typedef struct {
    header_t *header;
    char *ring;
    size_t size;
} queue_t;

static void check(int error, const char *what) {
    if (error != 0) {
        errno = error;
        fail(what);
    }
}

/* Maps the header, and the ring behind it twice in a row. */
static queue_t map_queue(const char *path, size_t size) {
    queue_t q = {.header = map_file(path, PAGE + size), .size = size};
    char *place = mmap(NULL, 2 * size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    int fd = open(path, O_RDWR | O_CLOEXEC);
    if (place == MAP_FAILED || fd < 0) {
        fail(path);
    }
    for (int i = 0; i < 2; i++) {
        void *half = mmap(place + i * size, size, PROT_READ | PROT_WRITE,
                          MAP_SHARED | MAP_FIXED | MAP_POPULATE, fd, PAGE);
        if (half == MAP_FAILED) {
            fail("mmap");
        }
    }
    close(fd);
    q.ring = place;
    return q;
}

static void init(header_t *h) {
    pthread_mutexattr_t m;
    check(pthread_mutexattr_init(&m), "pthread_mutexattr_init");
    check(pthread_mutexattr_setpshared(&m, PTHREAD_PROCESS_SHARED), "setpshared");
    check(pthread_mutexattr_setrobust(&m, PTHREAD_MUTEX_ROBUST), "setrobust");
    check(pthread_mutex_init(&h->mutex, &m), "pthread_mutex_init");
    pthread_condattr_t c;
    check(pthread_condattr_init(&c), "pthread_condattr_init");
    check(pthread_condattr_setpshared(&c, PTHREAD_PROCESS_SHARED), "setpshared");
    check(pthread_condattr_setclock(&c, CLOCK_MONOTONIC), "setclock");
    check(pthread_cond_init(&h->not_empty, &c), "pthread_cond_init");
    check(pthread_cond_init(&h->not_full, &c), "pthread_cond_init");
}

static void wait_a_while(header_t *h, pthread_cond_t *condition) {
    int64_t until = now_nanos() + WAIT_NANOS;
    struct timespec t = {.tv_sec = until / 1000000000, .tv_nsec = until % 1000000000};
    int error = pthread_cond_timedwait(condition, &h->mutex, &t);
    if (error != 0 && error != ETIMEDOUT) {
        errno = error;
        fail("pthread_cond_timedwait");
    }
}

static uint64_t sum(const char *bytes, size_t n) {
    const uint64_t *words = (const uint64_t *)bytes;
    uint64_t s = 0;
    for (size_t i = 0; i < n / 8; i++) {
        s += words[i];
    }
    return s;
}

static void produce(queue_t q, size_t bytes) {
    header_t *h = q.header;
    uint64_t *source = aligned_alloc(PAGE, (bytes + PAGE - 1) / PAGE * PAGE);
    if (source == NULL) {
        fail("aligned_alloc");
    }
    for (size_t i = 0; i < bytes / 8; i++) {
        source[i] = i;
    }
    window_t w = await_go();
    for (uint64_t sent = 0;; sent++) {
        source[0] = sent;
        check(pthread_mutex_lock(&h->mutex), "pthread_mutex_lock");
        while (h->tail - h->head + bytes > q.size && !h->stop) {
            wait_a_while(h, &h->not_full);
            if (now_nanos() > w.end + GRACE_NANOS) {
                h->stop = 1;
            }
        }
        if (h->stop) {
            pthread_mutex_unlock(&h->mutex);
            return;
        }
        memcpy(q.ring + h->tail % q.size, source, bytes);
        h->tail += bytes;
        pthread_cond_signal(&h->not_empty);
        pthread_mutex_unlock(&h->mutex);
    }
}

static void consume(queue_t q, size_t bytes) {
    header_t *h = q.header;
    uint64_t n = bytes / 8;
    uint64_t received = 0;
    uint64_t first = 0;
    int64_t began = 0;
    uint64_t look = bytes >= 1 << 16 ? 1 : LOOK;
    uint64_t turns = 0;
    window_t w = await_go();
    for (;;) {
        if (turns++ % look == 0) {
            int64_t now = now_nanos();
            if (began == 0 && now >= w.start) {
                began = now;
                first = received;
            }
            if (now >= w.end) {
                check(pthread_mutex_lock(&h->mutex), "pthread_mutex_lock");
                h->stop = 1;
                pthread_cond_signal(&h->not_full);
                pthread_mutex_unlock(&h->mutex);
                printf("result %" PRIu64 " %" PRId64 "\n", received - first,
                       began == 0 ? 0 : now - began);
                fflush(stdout);
                return;
            }
        }
        check(pthread_mutex_lock(&h->mutex), "pthread_mutex_lock");
        while (h->tail == h->head && now_nanos() < w.end) {
            wait_a_while(h, &h->not_empty);
        }
        if (h->tail != h->head) {
            uint64_t s = sum(q.ring + h->head % q.size, bytes);
            h->head += bytes;
            if (s != n * (n - 1) / 2 + received) {
                fprintf(stderr, "damaged message %" PRIu64 "\n", received);
                exit(1);
            }
            received++;
            pthread_cond_signal(&h->not_full);
        } else {
            turns = 0; /* it may be over: look at the clock */
        }
        pthread_mutex_unlock(&h->mutex);
    }
}

int main(int argc, char **argv) {
    if (argc < 4) {
        fprintf(stderr, "usage: mutex_queue init|produce|consume FILE RING [MESSAGE]\n");
        return 2;
    }
    queue_t q = map_queue(argv[2], strtoull(argv[3], NULL, 10));
    if (strcmp(argv[1], "init") == 0) {
        init(q.header);
    } else if (strcmp(argv[1], "produce") == 0) {
        produce(q, strtoull(argv[4], NULL, 10));
    } else {
        consume(q, strtoull(argv[4], NULL, 10));
    }
    return 0;
}
