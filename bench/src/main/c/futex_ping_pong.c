/*
 * What the system allows of a round trip in which both ends sleep: two processes pass a message of
 * 32 bytes to and fro in mapped memory, and wait for it in FUTEX_WAIT without looking twice.
 *
 *   futex_ping_pong ping FILE THINK SETTLE NAP     counts the round trips
 *   futex_ping_pong pong FILE THINK SETTLE NAP
 *
 * Each lets THINK nanoseconds pass, spinning, before it sends, so that the other surely sleeps; they
 * are not counted. It lets SETTLE nanoseconds pass before it sleeps, and sleeps for NAP nanoseconds
 * at most; with 0 it sleeps at once, and until it is woken.
 */
#define _GNU_SOURCE
#include <linux/futex.h>
#include <stdatomic.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>

#include "protocol.h"
#include "samples.h"

#define BYTES 4096
#define WORDS 4

typedef struct {
    _Atomic uint32_t sent; /* how many messages, and the futex */
    char rest[60];
    uint64_t message[WORDS];
    char line[32];
} direction_t;

static int64_t settle_nanos;
static int64_t nap_nanos;

static void send_message(direction_t *d, uint64_t first, uint64_t thought) {
    d->message[0] = first;
    d->message[1] = thought;
    d->message[2] = first + 2;
    d->message[3] = first + 3;
    atomic_fetch_add(&d->sent, 1);
    syscall(SYS_futex, &d->sent, FUTEX_WAKE, 1, NULL, NULL, 0);
}

/* Returns for how long it spun. */
static int64_t spin(int64_t nanos) {
    int64_t began = now_nanos();
    int64_t now = began;
    while (now - began < nanos) {
        now = now_nanos();
    }
    return now - began;
}

static void sleep_until_sent(direction_t *d, uint32_t seen) {
    if (settle_nanos != 0) {
        spin(settle_nanos);
    }
    struct timespec nap = {nap_nanos / 1000000000, nap_nanos % 1000000000};
    syscall(SYS_futex, &d->sent, FUTEX_WAIT, seen, nap_nanos == 0 ? NULL : &nap, NULL, 0);
}

static uint64_t receive_message(direction_t *d, uint32_t seen, uint64_t *thought) {
    while (atomic_load(&d->sent) == seen) {
        sleep_until_sent(d, seen);
    }
    uint64_t first = d->message[0];
    if (d->message[2] != first + 2 || d->message[3] != first + 3) {
        fprintf(stderr, "message %" PRIu64 " is not whole\n", first);
        exit(1);
    }
    *thought = d->message[1];
    return first;
}

static long sleeps(void) {
    struct rusage usage;
    getrusage(RUSAGE_THREAD, &usage);
    return usage.ru_nvcsw;
}

static void ping(direction_t *there, direction_t *back, int64_t thinking, window_t w) {
    samples_t samples = new_samples();
    int64_t began = 0;
    long before = 0;
    for (uint64_t n = 0;; n++) {
        spin(thinking);
        int64_t start = now_nanos();
        if (start >= w.end) {
            report_samples(&samples, start - began, sleeps() - before);
            send_message(there, UINT64_MAX, 0);
            return;
        }
        if (began == 0 && start >= w.start) {
            began = start;
            before = sleeps();
        }
        uint64_t thought;
        send_message(there, n, 0);
        receive_message(back, (uint32_t)n, &thought);
        if (began != 0) {
            add_sample(&samples, now_nanos() - start - (int64_t)thought);
        }
    }
}

static void pong(direction_t *there, direction_t *back, int64_t thinking) {
    for (uint32_t n = 0;; n++) {
        uint64_t thought;
        uint64_t first = receive_message(there, n, &thought);
        if (first == UINT64_MAX) {
            return;
        }
        send_message(back, first, thinking == 0 ? 0 : (uint64_t)spin(thinking));
    }
}

int main(int argc, char **argv) {
    if (argc != 6) {
        fprintf(stderr, "usage: futex_ping_pong ping|pong FILE THINK SETTLE NAP\n");
        return 2;
    }
    direction_t *directions = map_file(argv[2], BYTES);
    int64_t thinking = strtoll(argv[3], NULL, 10);
    settle_nanos = strtoll(argv[4], NULL, 10);
    nap_nanos = strtoll(argv[5], NULL, 10);
    window_t w = await_go();
    if (strcmp(argv[1], "ping") == 0) {
        ping(&directions[0], &directions[1], thinking, w);
    } else {
        pong(&directions[0], &directions[1], thinking);
    }
    return 0;
}
