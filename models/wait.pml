/*
 * Sleeping until something may have changed: WaitWord, used as Pause and Ring use it.
 *
 *   WAITERS      processes that wait for things                               (default 2)
 *   TAKES        how many things each takes before it ends                    (default 1)
 *   SIGNALLERS   processes that bring things and signal                       (default 1)
 *   BRINGS       how many things each brings                                  (default 2)
 *   STORE_BUFFER a signaller's store of a thing reaches memory some time later than its next load
 *   IMMORTAL     nobody is killed
 *   SURVIVOR     the first waiter is not killed
 *   NO_TIMEOUT   a sleep ends with a wake only: what this still proves needs no bounded sleeps
 *
 * Proved of every state that can be reached: nobody sleeps for ever beside a thing that is there to
 * be taken (no invalid end state; with fairness, no endless loop).
 */
#include "steps.pml"

#ifndef WAITERS
#define WAITERS 2
#endif
#ifndef TAKES
#define TAKES 1
#endif
#ifndef SIGNALLERS
#define SIGNALLERS 1
#endif
#ifndef BRINGS
#define BRINGS 2
#endif
#if defined IMMORTAL
#define mortal false
#elif defined SURVIVOR
#define mortal (me != 0)
#else
#define mortal true
#endif

/* The word: number and one bit, as in WaitWord. */
#define SLEEPERS 1
byte word;

byte things;            /* what the waiters look for */
byte buffered[SIGNALLERS]; /* things in a signaller's store buffer */

bool asleep[WAITERS];

byte ghostSignallers = SIGNALLERS; /* how many are not done */

#if SIGNALLERS > 1
#define NOTHING_TO_COME (ghostSignallers == 0 && things == 0 && buffered[0] + buffered[1] == 0)
#else
#define NOTHING_TO_COME (ghostSignallers == 0 && things == 0 && buffered[0] == 0)
#endif

/* prepare(): the result is in prepared */
inline prepare() {
    do
    :: true ->
        STEP(PREPARE_LOOK, prepared = word);
        if
        :: prepared & SLEEPERS -> break
        :: else ->
            STEP(PREPARE,
                if
                :: word == prepared -> word = prepared | SLEEPERS; prepared = prepared | SLEEPERS
                :: else
                fi);
            if
            :: prepared & SLEEPERS -> break
            :: else
            fi
        fi
    od
}

inline look() {
    STEP(LOOK,
        if
        :: things > 0 -> things--; takes++; found = true
        :: else -> found = false
        fi)
}

proctype Waiter(byte me) {
    byte prepared, takes;
    bool found;

    do
    :: takes == TAKES -> break
    :: takes < TAKES && NOTHING_TO_COME -> break
    :: else ->
#ifdef MUTATION_look_before_registering
        look();
        if
        :: !found -> prepare()
        :: else
        fi;
#else
        prepare();
        look();
#endif
        if
        :: !found ->
            STEP(FALL_ASLEEP,
                if
                :: word == prepared -> asleep[me] = true
                :: else
                fi);
#ifdef NO_TIMEOUT
            STEP(WAKE_UP, !asleep[me] || NOTHING_TO_COME -> asleep[me] = false)
#else
            STEP(WAKE_UP, asleep[me] = false)
#endif
        :: else
        fi;
        prepared = 0;
        found = false
    od;
killed:
    atomic {
        asleep[me] = false; prepared = 0; found = false; takes = 0
    }
}

/* futexWake(word, 1), and how many were woken */
inline wakeOne() {
    if
    :: asleep[0] -> asleep[0] = false; woken = true
#if WAITERS > 1
    :: asleep[1] -> asleep[1] = false; woken = true
#endif
#if WAITERS > 2
    :: asleep[2] -> asleep[2] = false; woken = true
#endif
    :: else -> woken = false
    fi
}

/* raiseNumber() */
inline raiseNumber() {
    raised = false;
    do
    :: raised -> break
    :: else ->
        STEP(RAISE_LOOK, prepared = word);
        STEP(RAISE,
            drain();
            if
#ifdef MUTATION_number_not_raised
            :: word == prepared -> word = prepared & 254; raised = true
#else
            :: word == prepared -> word = (prepared | SLEEPERS) + 1; raised = true
#endif
            :: else
            fi)
    od;
    raised = false
}

inline drain() {
    things = things + buffered[me - WAITERS];
    buffered[me - WAITERS] = 0
}

/* The change that is waited for. */
inline bring() {
#ifdef STORE_BUFFER
    STEP(BRING, buffered[me - WAITERS]++)
#else
    STEP(BRING, things++)
#endif
}

/* signal() */
inline signal() {
    STEP(SIGNAL_LOOK, prepared = word);
    if
    :: prepared & SLEEPERS ->
        raiseNumber();
        STEP(WAKE_ONE, wakeOne());
#ifndef MUTATION_forgets_other_sleepers
        if
        :: woken -> prepare()
        :: else
        fi;
#endif
        woken = false
    :: else
    fi;
    prepared = 0
}

proctype Signaller(byte me) {
    byte prepared, brought;
    bool woken, raised;

    do
    :: brought == BRINGS -> break
    :: else ->
#ifdef MUTATION_signal_before_store
        signal();
        bring();
#else
        bring();
        signal();
#endif
        brought++
    od;
killed:
    atomic {
        ghostSignallers--; prepared = 0; brought = 0; woken = false; raised = false
    };
    /* What is in the store buffer of a process that has ended reaches memory too. */
    do
    :: atomic { buffered[me - WAITERS] > 0 -> drain() }
    :: buffered[me - WAITERS] == 0 -> break
    od
}

#ifdef STORE_BUFFER
/* The store buffer of a signaller, which reaches memory at any time. */
proctype Memory(byte me) {
    do
    :: atomic { buffered[me - WAITERS] > 0 -> drain() }
    :: ghostSignallers == 0 -> break
    od
}
#endif

init {
    atomic {
        run Waiter(0);
#if WAITERS > 1
        run Waiter(1);
#endif
#if WAITERS > 2
        run Waiter(2);
#endif
        run Signaller(WAITERS);
#if SIGNALLERS > 1
        run Signaller(WAITERS + 1);
#endif
#ifdef STORE_BUFFER
        run Memory(WAITERS);
#if SIGNALLERS > 1
        run Memory(WAITERS + 1);
#endif
#endif
    }
}
