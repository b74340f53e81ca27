/*
 * The queue that ZooSync's Python library has, in C: one robust mutex, two condition variables,
 * and a ring that is mapped twice in a row, so that a message never wraps. A message is copied in
 * and read in full with the mutex held: writing and reading never overlap.
 *
 *   mutex_queue init FILE RING PRODUCERS
 *   mutex_queue produce|consume FILE RING MESSAGE INDEX
 *
 * Producers stop at the window's end; consumers go on until nothing is left. A producer counts from
 * INDEX << PRODUCER_BITS up. RING is a multiple of the page size.
 */
#define _GNU_SOURCE

#include "protocol.h"
#include "robust.h"
#include "tally.h"

#define PAGE 4096
#define WAIT_NANOS 20000000 /* a partner that is gone at the end is noticed after this long */

typedef struct {
    pthread_mutex_t mutex;
    pthread_cond_t not_empty;
    pthread_cond_t not_full;
    uint64_t head;
    uint64_t tail;
    uint64_t producers; /* that still produce */
} header_t;

typedef struct {
    header_t *header;
    char *ring;
    size_t size;
} queue_t;

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

static void init(header_t *h, uint64_t producers) {
    h->producers = producers;
    init_mutex(&h->mutex);
    init_condition(&h->not_empty);
    init_condition(&h->not_full);
}

static void wait_a_while(header_t *h, pthread_cond_t *condition) {
    int64_t until = now_nanos() + WAIT_NANOS;
    struct timespec t = {.tv_sec = until / 1000000000, .tv_nsec = until % 1000000000};
    int error = pthread_cond_timedwait(condition, &h->mutex, &t);
    check(error == ETIMEDOUT ? 0 : error, "pthread_cond_timedwait");
}

static uint64_t sum(const char *bytes, size_t n) {
    const uint64_t *words = (const uint64_t *)bytes;
    uint64_t s = 0;
    for (size_t i = 0; i < n / 8; i++) {
        s += words[i];
    }
    return s;
}

/* Tells whether there is room, or will be none any more: then consumers are gone. */
static int await_room(queue_t q, size_t bytes, tally_t *t) {
    header_t *h = q.header;
    while (h->tail - h->head + bytes > q.size) {
        if (now_nanos() > t->window.end) {
            t->turns = 0; /* look at the clock */
            return 0;
        }
        wait_a_while(h, &h->not_full);
    }
    return 1;
}

static void produce(queue_t q, size_t bytes, uint64_t index) {
    header_t *h = q.header;
    uint64_t *source = aligned_alloc(PAGE, (bytes + PAGE - 1) / PAGE * PAGE);
    if (source == NULL) {
        fail("aligned_alloc");
    }
    for (size_t i = 0; i < bytes / 8; i++) {
        source[i] = i;
    }
    tally_t t = new_tally(bytes);
    while (!is_over(&t)) {
        source[0] = (index << PRODUCER_BITS) + t.all;
        check(pthread_mutex_lock(&h->mutex), "pthread_mutex_lock");
        if (await_room(q, bytes, &t)) {
            memcpy(q.ring + h->tail % q.size, source, bytes);
            h->tail += bytes;
            take(&t, source[0]);
            pthread_cond_signal(&h->not_empty);
        }
        pthread_mutex_unlock(&h->mutex);
    }
    check(pthread_mutex_lock(&h->mutex), "pthread_mutex_lock");
    h->producers--;
    pthread_cond_broadcast(&h->not_empty);
    pthread_mutex_unlock(&h->mutex);
    report(&t);
}

/* Checks that a message is whole, and that its producer's messages come in their order. */
static uint64_t read_whole(const char *message, size_t bytes, uint64_t *next) {
    uint64_t n = bytes / 8;
    uint64_t number;
    memcpy(&number, message, sizeof(number));
    check_message(sum(message, bytes) == n * (n - 1) / 2 + number, number, next);
    return number;
}

static void consume(queue_t q, size_t bytes) {
    header_t *h = q.header;
    uint64_t next[MOST_PRODUCERS] = {0};
    tally_t t = new_tally(bytes);
    for (int left = 1; left;) {
        is_over(&t);
        check(pthread_mutex_lock(&h->mutex), "pthread_mutex_lock");
        if (h->tail == h->head && h->producers > 0) {
            wait_a_while(h, &h->not_empty);
            t.turns = 0; /* it may be over: look at the clock */
        }
        if (h->tail != h->head) {
            take(&t, read_whole(q.ring + h->head % q.size, bytes, next));
            h->head += bytes;
            pthread_cond_signal(&h->not_full);
        } else {
            left = h->producers > 0 && now_nanos() < t.window.end + GRACE_NANOS;
        }
        pthread_mutex_unlock(&h->mutex);
    }
    t.turns = 0;
    is_over(&t);
    report(&t);
}

int main(int argc, char **argv) {
    if (argc < 5 || (strcmp(argv[1], "init") != 0 && argc < 6)) {
        fprintf(stderr, "usage: mutex_queue init FILE RING PRODUCERS\n"
                        "       mutex_queue produce|consume FILE RING MESSAGE INDEX\n");
        return 2;
    }
    queue_t q = map_queue(argv[2], strtoull(argv[3], NULL, 10));
    uint64_t number = strtoull(argv[4], NULL, 10);
    if (strcmp(argv[1], "init") == 0) {
        init(q.header, number);
    } else if (strcmp(argv[1], "produce") == 0) {
        produce(q, number, strtoull(argv[5], NULL, 10));
    } else {
        consume(q, number);
    }
    return 0;
}
