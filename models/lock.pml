/*
 * The lock word: RobustLock, with the futex on which its waiters sleep.
 *
 *   PROCESSES    slots, each with one process at a time                       (default 2)
 *   LIVES        how many processes a slot has, one after the other           (default 1)
 *   ROUNDS       how often each process takes the lock                        (default 1)
 *   IMMORTAL     nobody is killed
 *   SURVIVOR     the process in slot 0 is not killed
 *   NO_TIMEOUT   a sleep ends with a wake only: what this still proves needs no bounded sleeps, but
 *                that a release is done in the moment that a waiter lets pass before it sleeps
 *   NO_DEADLINE  nobody gives up
 *
 * Proved of every state that can be reached:
 *   - at most one living process holds the lock;
 *   - who gets it is told of a death exactly if a holder died and nobody has said since that the
 *     state is sound, so half-changed state is never taken for sound;
 *   - whoever releases finds its own name in the word;
 *   - nothing is left that cannot go on (no invalid end state; with fairness, no endless loop).
 */
#include "steps.pml"

#ifndef PROCESSES
#define PROCESSES 2
#endif
#ifndef LIVES
#define LIVES 1
#endif
#ifndef ROUNDS
#define ROUNDS 1
#endif
#if defined IMMORTAL
#define mortal false
#elif defined SURVIVOR
#define mortal (slot != 0)
#else
#define mortal true
#endif

/* The word, as in RobustLock, with 2 bits for the slot and 4 for the generation. */
#define WAITERS 128
#define INCONSISTENT 64
#define OWNER 63
#define OWNER_OF(slot, generation) ((generation) << 2 | (slot) + 1)
#define SLOT_OF(owner) (((owner) & 3) - 1)
#define GENERATION_OF(owner) ((owner) >> 2)

byte word;

/* What a call came to. */
#define FAILED 0
#define ACQUIRED 1
#define ACQUIRED_INCONSISTENT 2

/* The registry, whose own model is slots.pml. */
byte generation[PROCESSES];
bool life[PROCESSES];
#ifdef MUTATION_no_generation
#define IS_DEAD(owner) (!life[SLOT_OF(owner)])
#else
#define IS_DEAD(owner) (generation[SLOT_OF(owner)] != GENERATION_OF(owner) || !life[SLOT_OF(owner)])
#endif

/*
 * Where no bounded sleep helps: a waiter lets a moment pass before it sleeps, and meanwhile who was
 * between a release's look and its store is done.
 */
#if defined NO_TIMEOUT && !defined MUTATION_sleep_at_once
byte ghostReleasing; /* how many are between the two */
#define RELEASING(change) ghostReleasing = ghostReleasing + (change)
#define MOMENT ghostReleasing == 0
#else
#define RELEASING(change) skip
#define MOMENT skip
#endif

/* The futex: who sleeps. */
bool asleep[PROCESSES];

byte ghostHolder;      /* the owner word of the living process that holds the lock */
bool ghostDied;        /* a holder died, and nobody has said since that the state is sound */
bool ghostHalfChanged; /* what the lock protects is in the midst of a change */

/* What is true at the moment in which the word becomes ours. */
inline taken() {
    assert(ghostHolder == 0);
    ghostHolder = self
}

/* tryAcquireFree() */
inline tryAcquireFree() {
#ifdef MUTATION_name_after_taking
    STEP(TAKE_FREE,
        if
        :: word == 0 -> word = WAITERS; taken(); state = ACQUIRED
        :: else -> seen = word
        fi);
    if
    :: state == ACQUIRED -> STEP(TAKE_FREE_NAME, word = self)
    :: else
    fi;
#else
    STEP(TAKE_FREE,
        if
        :: word == 0 -> word = self; taken(); state = ACQUIRED
        :: else
        fi);
#endif
    if
    :: state == FAILED ->
        STEP(SEE_INCONSISTENT, seen = word);
        if
        :: seen == INCONSISTENT ->
            STEP(TAKE_INCONSISTENT,
                if
                :: word == INCONSISTENT ->
                    word = self | INCONSISTENT; taken(); state = ACQUIRED_INCONSISTENT
                :: else
                fi)
        :: else
        fi
    :: else
    fi
}

/* tryRecover(seen), and heldState() after it */
inline tryRecover() {
#ifdef MUTATION_no_proof_of_death
    answer = true;
#else
    STEP(ASK_OWNER, answer = IS_DEAD(seen & OWNER));
#endif
    if
    :: answer ->
#ifdef MUTATION_recover_without_cas
        STEP(RECOVER, word = self | WAITERS | INCONSISTENT; taken(); state = ACQUIRED);
#else
        STEP(RECOVER,
            if
#ifdef MUTATION_recover_in_silence
            :: word == seen -> word = self | WAITERS; taken(); state = ACQUIRED
#else
            :: word == seen -> word = self | WAITERS | INCONSISTENT; taken(); state = ACQUIRED
#endif
            :: else
            fi);
#endif
        heldState()
    :: else
    fi;
    answer = false
}

/* heldState() */
inline heldState() {
    if
    :: state != FAILED ->
        STEP(HELD_STATE,
            if
            :: word & INCONSISTENT -> state = ACQUIRED_INCONSISTENT
            :: else
            fi)
    :: else
    fi
}

/* takeFree(seen, WAITERS), and heldState() after it */
inline takeFreeAsWaiter() {
    STEP(TAKE_AS_WAITER,
        if
#if defined MUTATION_waiter_forgets_others
        :: word == seen -> word = self | (seen & INCONSISTENT); taken(); state = ACQUIRED
#elif defined MUTATION_waiter_forgets_death
        :: word == seen -> word = self | WAITERS; taken(); state = ACQUIRED
#else
        :: word == seen -> word = self | WAITERS | (seen & INCONSISTENT); taken(); state = ACQUIRED
#endif
        :: else
        fi);
    heldState()
}

/* markWaiter(seen): afterwards seen is what the word should be, or 0 if it was no longer the same */
inline markWaiter() {
    if
    :: seen & WAITERS
    :: else ->
#ifdef MUTATION_mark_without_cas
        STEP(MARK_WAITER, word = seen | WAITERS; seen = seen | WAITERS)
#else
        STEP(MARK_WAITER,
            if
            :: word == seen -> word = seen | WAITERS; seen = seen | WAITERS
            :: else -> seen = 0
            fi)
#endif
    fi
}

/* futexWait(word, seen, nap): the comparison and falling asleep are one moment, in the kernel */
inline futexWait() {
    STEP(FALL_ASLEEP,
        MOMENT;
        if
        :: word == seen -> asleep[slot] = true
        :: else
        fi);
#ifdef NO_TIMEOUT
    STEP(WAKE_UP, !asleep[slot])
#else
    STEP(WAKE_UP, asleep[slot] = false)
#endif
}

/* tryAcquire() */
inline tryAcquire() {
    tryAcquireFree();
    if
    :: state == FAILED ->
        STEP(SEE_WORD, seen = word);
        if
        :: (seen & OWNER) == 0 -> takeFreeAsWaiter() /* free by now, perhaps with a mark left */
        :: else -> tryRecover()
        fi
    :: else
    fi;
    seen = 0
}

/* acquire(): once at once, and once more for spin(), which is the same again; then slowly */
inline acquire() {
    tryAcquireFree();
    if
    :: state == FAILED -> tryAcquireFree()
    :: else
    fi;
    blocker = 0;
    do
    :: state != FAILED -> break
    :: else ->
        STEP(SEE_WORD_TO_WAIT, seen = word);
        if
        :: (seen & OWNER) == 0 -> takeFreeAsWaiter()
        :: (seen & OWNER) != 0 && (seen & OWNER) == blocker -> tryRecover()
        :: else
        fi;
        if
        :: state == FAILED && (seen & OWNER) != 0 ->
#ifndef NO_DEADLINE
            if
            :: true -> break /* the deadline has passed */
            :: true
            fi;
#endif
            markWaiter();
            if
            :: seen != 0 -> futexWait(); blocker = seen & OWNER
            :: else
            fi
        :: else
        fi
    od;
    blocker = 0;
    seen = 0
}

/* release(consistent): a store where the word is the owner's name and no more, else an exchange */
inline release() {
    STEP(RELEASE_LOOK, seen = word; RELEASING(1));
    if
    :: consistent && seen == self ->
        STEP(RELEASE_STORE,
            assert((word & ~WAITERS) == self);
            word = 0;
            RELEASING(-1);
            released())
    :: else ->
        STEP(RELEASE,
            seen = word;
#ifdef MUTATION_release_forgets_death
            word = 0;
#else
            word = (consistent -> 0 : INCONSISTENT);
#endif
            RELEASING(-1);
            released())
    fi;
    if
    :: seen & WAITERS -> STEP(WAKE_ONE, wakeOne())
    :: else
    fi;
    seen = 0
}

inline released() {
    assert((seen & OWNER) == self);
    assert(ghostHolder == self);
    ghostHolder = 0;
    if
    :: consistent -> ghostDied = false
    :: else
    fi
}

/* futexWake(word, 1): any one of those who sleep */
inline wakeOne() {
    if
    :: asleep[0] -> asleep[0] = false
#if PROCESSES > 1
    :: asleep[1] -> asleep[1] = false
#endif
#if PROCESSES > 2
    :: asleep[2] -> asleep[2] = false
#endif
    :: else
    fi
}

/* What a program does with the lock: ZooLock.entered() to ZooLock.leave() */
inline hold() {
    STEP(ENTERED,
        assert(ghostHolder == self);
        assert((state == ACQUIRED_INCONSISTENT) == ghostDied);
        assert(state == ACQUIRED_INCONSISTENT || !ghostHalfChanged));
    consistent = true;
    if
    :: state == ACQUIRED_INCONSISTENT ->
        if
        :: true -> STEP(REPAIR, ghostHalfChanged = false) /* and markConsistent() */
        :: true -> consistent = false
        fi
    :: else
    fi;
    if
    :: consistent ->
        STEP(CHANGE, assert(ghostHolder == self && !ghostHalfChanged); ghostHalfChanged = true);
        STEP(CHANGED, assert(ghostHolder == self); ghostHalfChanged = false)
    :: else
    fi;
    release();
    state = FAILED
}

proctype Slot(byte slot) {
    byte self, seen, state, blocker, rounds;
    bool answer, consistent;

alive:
    atomic {
        generation[slot]++;
        life[slot] = true;
        self = OWNER_OF(slot, generation[slot])
    };
    do
    :: rounds == ROUNDS -> break
    :: else ->
#ifdef NO_DEADLINE
        acquire();
#else
        if
        :: true -> tryAcquire()
        :: true -> acquire()
        fi;
#endif
        if
        :: state != FAILED -> hold()
        :: else
        fi;
        rounds++
    od;
    goto ended;

killed:
    atomic {
        life[slot] = false;
        asleep[slot] = false;
        if
        :: ghostHolder == self -> ghostHolder = 0; ghostDied = true
        :: else
        fi;
        seen = 0; state = FAILED; blocker = 0; rounds = 0; answer = false; consistent = false;
        if
        :: generation[slot] < LIVES -> goto alive
        :: else
        fi
    };
ended:
    skip
}

init {
    atomic {
        run Slot(0);
        run Slot(1);
#if PROCESSES > 2
        run Slot(2);
#endif
    }
}
