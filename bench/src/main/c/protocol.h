/* The child's side of the benchmark's protocol, as in io.zoosync.bench.harness.Parent. */
#ifndef ZOOSYNC_BENCH_PROTOCOL_H
#define ZOOSYNC_BENCH_PROTOCOL_H

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* A task's name, with the zero at its end. */
#define TASK_BYTES 64

/* Nothing lasts longer than this after its end, whatever happens to the parent. */
#define GRACE_NANOS 5000000000LL

typedef struct {
    int64_t start; /* CLOCK_MONOTONIC, which is what System.nanoTime() reads on Linux */
    int64_t end;
} window_t;

static inline int64_t now_nanos(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * INT64_C(1000000000) + t.tv_nsec;
}

static inline void fail(const char *what) {
    fprintf(stderr, "%s: %s\n", what, strerror(errno));
    exit(1);
}

/* Says "ready" and waits for "task NAME"; false once the parent wants no more. */
static inline int await_task(char task[TASK_BYTES]) {
    printf("ready\n");
    fflush(stdout);
    return scanf(" task %63s", task) == 1;
}

/* Says "ready" and waits for "go START END"; a parent that is gone ends this process. */
static inline window_t await_go(void) {
    window_t w;
    printf("ready\n");
    fflush(stdout);
    int core;
    if (scanf(" go %" SCNd64 " %" SCNd64 " %d", &w.start, &w.end, &core) != 3) {
        exit(1);
    }
    if (core >= 0) {
        cpu_set_t cores;
        CPU_ZERO(&cores);
        CPU_SET(core, &cores);
        sched_setaffinity(0, sizeof(cores), &cores);
    }
    return w;
}

/* Maps a file, created at need, with every page allocated and touched. */
static inline void *map_file(const char *path, size_t bytes) {
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) {
        fail(path);
    }
    int error = posix_fallocate(fd, 0, (off_t)bytes);
    if (error != 0) {
        errno = error;
        fail("posix_fallocate");
    }
    void *p = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, fd, 0);
    if (p == MAP_FAILED) {
        fail("mmap");
    }
    close(fd);
    return p;
}

#endif
