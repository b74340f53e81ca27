/*
 * The registration of processes: ProcessRegistry.takeSlot() and isDead().
 *
 *   PROCESSES    how many processes may be alive at a time                    (default 2)
 *   LIVES        how many more follow each of them when it has ended, plus 1  (default 2)
 *   SLOTS        slots to be had                                              (default 2)
 *   ASKERS       processes that ask whether others are dead                   (default 1)
 *   ASKS         how often each does                                          (default 2)
 *   PORTABLE     a byte is tested by locking it for a moment (FileChannel), not by asking
 *   UNTIL_DEAD   an asker asks until it hears that the process is dead
 *
 * A process's bytes are unlocked by the kernel some time after its last step, one by one, in any
 * order. Any word that was ever given out may be asked about.
 *
 * Proved of every state that can be reached:
 *   - no word, that is (slot, generation), is given out twice;
 *   - a living process is never found dead;
 *   - a process whose life byte is unlocked, or that was ever found dead, is found dead by whoever
 *     begins to ask (not with PORTABLE: there one asker may hide it from another for a moment);
 *   - with UNTIL_DEAD and fairness: nobody asks for ever.
 */
#include "steps.pml"

#ifndef PROCESSES
#define PROCESSES 2
#endif
#ifndef LIVES
#define LIVES 2
#endif
#ifndef SLOTS
#define SLOTS 2
#endif
#ifndef ASKERS
#define ASKERS 1
#endif
#ifndef ASKS
#define ASKS 2
#endif
#define mortal true

#define MOST_GENERATIONS 8
#ifdef MUTATION_two_generations
#define NEXT_GENERATION(g) ((g) % 2 + 1)
#else
#define NEXT_GENERATION(g) ((g) + 1)
#endif
#define WORD(slot, generation) ((slot) * MOST_GENERATIONS + (generation))
#define WORDS (SLOTS * MOST_GENERATIONS)

byte nextSlot;
byte generation[SLOTS];
byte claim[SLOTS]; /* which process has locked the byte; 0 is none */
byte life[SLOTS];

bool ghostGiven[WORDS];
bool ghostEnded[WORDS];     /* its process has done its last step */
bool ghostUnlocked[WORDS];  /* and its life byte was unlocked */

/* takeSlot(): afterwards slot is ours, or SLOTS if there is none to be had */
inline takeSlot() {
    STEP(SEE_NEXT_SLOT, slot = nextSlot);
    tried = 0;
    do
    :: tried == SLOTS -> slot = SLOTS; break
    :: else ->
#if defined MUTATION_no_claim_byte
        got = true;
#elif defined MUTATION_life_byte_only
        STEP(LOCK_CLAIM_BYTE, got = (life[slot] == 0); life[slot] = (got -> me : life[slot]));
#else
        STEP(LOCK_CLAIM_BYTE, got = (claim[slot] == 0); claim[slot] = (got -> me : claim[slot]));
#endif
        if
        :: got ->
#ifdef MUTATION_life_byte_before_generation
            STEP(LOCK_LIFE_BYTE, got = (life[slot] == 0); life[slot] = (got -> me : life[slot]));
#endif
            STEP(HINT_NEXT_SLOT, nextSlot = (slot + 1) % SLOTS);
            STEP(SEE_GENERATION, raised = NEXT_GENERATION(generation[slot]));
#ifndef MUTATION_generation_not_raised
            STEP(RAISE_GENERATION, generation[slot] = raised);
#endif
#if defined MUTATION_life_byte_only
            STEP(LOCK_LIFE_BYTE, got = true; given());
#elif defined MUTATION_life_byte_before_generation
            STEP(LOCK_LIFE_BYTE, if :: got -> given() :: else fi);
#elif defined MUTATION_life_byte_forgotten
            STEP(LOCK_LIFE_BYTE,
                got = (life[slot] == 0); life[slot] = (got -> me : life[slot]); got = true; given());
#elif defined MUTATION_word_before_life_byte
            STEP(LOCK_LIFE_BYTE, given());
            STEP(LOCK_LIFE_BYTE, life[slot] = me);
#else
            STEP(LOCK_LIFE_BYTE,
                got = (life[slot] == 0);
                if
                :: got -> life[slot] = me; given()
                :: else
                fi);
#endif
            if
            :: got -> break
            :: else
            fi
        :: else
        fi;
        slot = (slot + 1) % SLOTS;
        tried++
    od;
    got = false;
    tried = 0
}

inline given() {
    assert(!ghostGiven[WORD(slot, raised)]);
    ghostGiven[WORD(slot, raised)] = true;
    word = WORD(slot, raised)
}

/* The kernel unlocks what a process has locked. */
inline unlockClaims() {
    d_step {
        slot = 0;
        do
        :: slot < SLOTS -> claim[slot] = (claim[slot] == me -> 0 : claim[slot]); slot++
        :: else -> break
        od;
        slot = 0
    }
}

inline unlockLife() {
    d_step {
        slot = 0;
        do
        :: slot < SLOTS -> life[slot] = (life[slot] == me -> 0 : life[slot]); slot++
        :: else -> break
        od;
        if
        :: word != 0 -> ghostUnlocked[word] = true
        :: else
        fi;
        slot = 0
    }
}

proctype Process(byte me) {
    byte slot, tried, raised, word, lives;
    bool got, claimsFirst;

    slot = SLOTS;
alive:
    takeSlot();
    STEP(LIVE_ON, true);

killed:
    /* The end, by whatever cause; the kernel's steps do not fail. */
    atomic {
        if
        :: word != 0 -> ghostEnded[word] = true
        :: else
        fi;
        slot = 0; tried = 0; raised = 0; got = false;
        if
        :: true -> claimsFirst = true
        :: true -> claimsFirst = false
        fi
    };
    if
    :: claimsFirst -> unlockClaims(); unlockLife()
    :: else -> unlockLife(); unlockClaims()
    fi;
    atomic {
        slot = SLOTS; tried = 0; word = 0; claimsFirst = false;
        lives++;
        if
        :: lives < LIVES -> goto alive
        :: else
        fi
    }
}

/* isDead(owner), of which testByte() is the middle */
inline isDead() {
    dead = false;
#ifdef MUTATION_look_before_byte
    STEP(ASK_GENERATION, seenSame = (WORD(slot, generation[slot]) == word));
#endif
#ifdef PORTABLE
    STEP(TEST_BYTE_LOCK, locked = (life[slot] != 0); life[slot] = (locked -> life[slot] : me));
    if
    :: !locked -> STEP(TEST_BYTE_UNLOCK, life[slot] = 0)
    :: else
    fi;
#elif defined MUTATION_ask_claim_byte
    STEP(TEST_BYTE, locked = (claim[slot] != 0));
#else
    STEP(TEST_BYTE, locked = (life[slot] != 0));
#endif
    if
    :: !locked -> dead = true
    :: else ->
#ifdef MUTATION_byte_only
        skip
#elif defined MUTATION_look_before_byte
        dead = !seenSame
#else
        STEP(ASK_GENERATION, dead = (WORD(slot, generation[slot]) != word))
#endif
    fi;
    seenSame = false;
    locked = false
}

proctype Asker(byte me) {
    byte slot, word, asks;
    bool seenSame, locked, dead, mustBeDead, foundDead;

    atomic { /* at any time, about any word that was given out by then */
        word = 0;
        do
        :: word < WORDS - 1 -> word++
        :: ghostGiven[word] -> slot = word / MOST_GENERATIONS; break
        :: word == WORDS - 1 && !ghostGiven[word] -> goto killed
        od
    };
    do
    :: asks == ASKS -> break
    :: else ->
        atomic { mustBeDead = ghostUnlocked[word] || foundDead };
        isDead();
        d_step {
            assert(!dead || ghostEnded[word]); /* the living are never found dead */
#if !defined PORTABLE || defined MUTATION_portable_without_allowance
            assert(dead || !mustBeDead); /* the dead are, and for good */
#endif
            foundDead = foundDead || dead;
            mustBeDead = false;
#ifdef UNTIL_DEAD
            asks = (dead -> ASKS : 0);
#else
            asks++;
#endif
            dead = false
        }
    od;

killed:
    atomic {
        seenSame = false; locked = false; dead = false; mustBeDead = false; foundDead = false;
        word = 0; asks = 0;
        life[slot] = (life[slot] == me -> 0 : life[slot]) /* if it was testing with PORTABLE */
    }
}

init {
    atomic {
        run Process(1);
        run Process(2);
#if PROCESSES > 2
        run Process(3);
#endif
        run Asker(4);
#if ASKERS > 1
        run Asker(5);
#endif
    }
}
