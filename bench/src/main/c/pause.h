/* A pause of the processor between two looks at what another core writes. */
#ifndef ZOOSYNC_BENCH_PAUSE_H
#define ZOOSYNC_BENCH_PAUSE_H

static inline void pause_a_moment(void) {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

#endif
