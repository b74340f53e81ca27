/*
 * The queue: shared and exclusive producers and consumers over one ring and one view table.
 *
 * A scenario, given by -DNAME, says who takes part: see "Scenarios" below. Each of them may be
 * killed at each of its steps. When all have ended, in whatever way, one more process comes, the
 * auditor, which is not killed: it repairs what there is to repair, receives what there is to
 * receive, and then all must be accounted for.
 *
 * A record takes one place of the ring, padding one too, the claim of a batch two. The two locks
 * are taken as RobustLock is proved to be in lock.pml, `gone` is isDead() as proved in slots.pml,
 * and waiting is trying again until one gives up, as proved in wait.pml.
 *
 * Proved of every state that can be reached:
 *   - no invariant is broken: cursor <= tail <= free + ring length, every record below the tail has
 *     a valid header, free never falls, a repair always finds an entry;
 *   - no message is overwritten while somebody writes it or has it in hand;
 *   - what is handed out was committed, with the bytes that were committed;
 *   - nothing is handed out twice, but after its consumer died with it in hand or gave it back; then
 *     its count of deliveries says so, and is too high by no more than the number of deaths;
 *   - a consumer gets the messages of one producer in order, but for those received again and those
 *     behind the one at which a drain died or threw;
 * and by the auditor:
 *   - all that was committed was dealt with by some consumer;
 *   - the counts of lost claims are exactly the claims that were open when their process was killed;
 *   - the ring and the view table are empty, so nothing is held for the dead.
 */
#include "steps.pml"

/* Scenarios: who takes part, in how small a queue, and the number of the second producer's first
   message. Arguments: number of the process; of a producer: whether its end is exclusive, first
   message, how many, alignment; of a consumer: how many messages to handle, how many at most at a
   time (drain if more than 1). */

#if defined PIPE
/* One producer with up to two claims open at a time, one consumer. */
#define WORKERS 2
#define RING 2
#define ENTRIES 2
#define MESSAGES 3
#define TAKE_PART run Producer(1, false, 1, 3, 1); run SharedConsumer(2, 2, 1)

#elif defined PADDED
/* The same, with padding before every other record. */
#define WORKERS 2
#define RING 4
#define ENTRIES 2
#define MESSAGES 3
#define TAKE_PART run Producer(1, false, 1, 3, 2); run SharedConsumer(2, 2, 1)

#elif defined TWO_PRODUCERS
#define WORKERS 3
#define RING 2
#define ENTRIES 2
#define MESSAGES 3
#define FIRST_OF_SECOND 3
#define TAKE_PART run Producer(1, false, 1, 2, 1); run Producer(2, false, 3, 1, 1); \
    run SharedConsumer(3, 2, 1)

#elif defined TWO_CONSUMERS
#define WORKERS 3
#define RING 2
#define ENTRIES 2
#define MESSAGES 3
#define PREFILLED 1
#define TAKE_PART run Producer(1, false, 2, 2, 1); run SharedConsumer(2, 2, 1); \
    run SharedConsumer(3, 1, 1)

#elif defined DRAIN
/* A run that is drained, its rest split and received again by another, and a producer that waits
   for room. */
#define WORKERS 3
#define RING 2
#define ENTRIES 3
#define MESSAGES 3
#define PREFILLED 2
#define TAKE_PART run Producer(1, false, 3, 1, 1); run SharedConsumer(2, 2, 2); \
    run SharedConsumer(3, 1, 1)

#elif defined BESIDE_A_DRAIN
/* Two consumers that may die, and repair after each other, beside a drain that lives. */
#define WORKERS 3
#define RING 3
#define ENTRIES 3
#define MESSAGES 3
#define PREFILLED 3
#define SURVIVOR 1
#define TAKE_PART run SharedConsumer(1, 1, 2); run SharedConsumer(2, 2, 1); \
    run SharedConsumer(3, 1, 1)

#elif defined EXCLUSIVE_PIPE
#define WORKERS 2
#define RING 2
#define ENTRIES 2
#define MESSAGES 3
#define TAKE_PART run Producer(1, true, 1, 3, 1); run ExclusiveConsumer(2, 3, 1)

#elif defined EXCLUSIVE_DRAIN
#define WORKERS 2
#define RING 2
#define ENTRIES 2
#define MESSAGES 3
#define TAKE_PART run Producer(1, true, 1, 3, 1); run ExclusiveConsumer(2, 3, 3)

#elif defined MIXED_PRODUCERS
#define WORKERS 3
#define RING 2
#define ENTRIES 2
#define MESSAGES 3
#define FIRST_OF_SECOND 3
#define TAKE_PART run Producer(1, true, 1, 2, 1); run Producer(2, false, 3, 1, 1); \
    run SharedConsumer(3, 2, 1)

#elif defined MIXED_CONSUMERS
#define WORKERS 3
#define RING 2
#define ENTRIES 2
#define MESSAGES 3
#define PREFILLED 1
#define TAKE_PART run Producer(1, false, 2, 2, 1); run ExclusiveConsumer(2, 2, 2); \
    run SharedConsumer(3, 1, 1)

#elif defined TWO_EXCLUSIVE
#define WORKERS 3
#define RING 2
#define ENTRIES 2
#define MESSAGES 2
#define PREFILLED 1
#define TAKE_PART run Producer(1, true, 2, 1, 1); run ExclusiveConsumer(2, 2, 1); \
    run ExclusiveConsumer(3, 1, 2)

#elif defined BATCHES
/* Two messages in a claim, received one by one. */
#define HAS_BATCHES
#define WORKERS 2
#define RING 4
#define ENTRIES 2
#define MESSAGES 4
#define TAKE_PART run BatchProducer(1, false, 1, 2); run SharedConsumer(2, 3, 1)

#elif defined EXCLUSIVE_BATCHES
#define HAS_BATCHES
#define WORKERS 2
#define RING 4
#define ENTRIES 2
#define MESSAGES 4
#define TAKE_PART run BatchProducer(1, true, 1, 2); run ExclusiveConsumer(2, 4, 3)

#elif defined MIXED_BATCHES
/* Beside a producer that sends one by one, and a drain. */
#define HAS_BATCHES
#define WORKERS 3
#define RING 4
#define ENTRIES 2
#define MESSAGES 3
#define FIRST_OF_SECOND 3
#define TAKE_PART run BatchProducer(1, false, 1, 1); run Producer(2, false, 3, 1, 1); \
    run SharedConsumer(3, 2, 2)

#endif

#ifndef PREFILLED
#define PREFILLED 0
#endif
#ifndef FIRST_OF_SECOND
#define FIRST_OF_SECOND (MESSAGES + 1)
#endif
#define AUDITOR (WORKERS + 1)
#define POSITIONS (2 * MESSAGES + 1)
#define NONE 255

bool gone[WORKERS + 2]; /* by number of process, from 1 */
#ifndef SURVIVOR
#define SURVIVOR NONE
#endif
#define worker (me != AUDITOR)
#define mortal (worker && me != SURVIVOR)

/* The ring: Record, Ring. */
#define CLAIMED 1
#define READY 2
#define ABORTED 3
#define PADDING 4
#define LOST 5
#define AT(position) ((position) % RING)
byte recordState[RING]; /* 0: cleared, or never used */
byte recordOwner[RING]; /* READY: the position */
byte payload[RING];

/* How many places a record takes: more than one only if it is a batch's claim. */
#ifdef HAS_BATCHES
byte recordSize[RING];
#define SIZE_AT(position) recordSize[AT(position)]
#define SET_SIZE(position, places) recordSize[AT(position)] = places
#else
#define SIZE_AT(position) 1
#define SET_SIZE(position, places) skip
#endif
byte tail;
byte cursor;

/* The producers' line: QueueLayout. */
byte producerLock;

/* The consumers' line. Positions count by ones here; by eights in Java, hence the factor. */
#define MARK(position) (2 * (position) + 1)
#define BEFORE(position) (2 * (position))
byte consumerLock;
byte current;
byte lostCount;
byte lostPlanned;
byte lostCountedTo;

/* The view table: ViewTable. */
#define FREE 0
#define RETURNED 255
#define FOR_RECEIPT 1
#define FOR_SPLIT 0
byte views;
byte splitting;
bool returned;
byte start[ENTRIES];
byte end[ENTRIES];
byte state[ENTRIES]; /* FREE, RETURNED, or the number of the process that holds it */
byte first[ENTRIES];
byte rest[ENTRIES];

byte ghostEnded;                  /* how many workers have */
byte ghostDeaths;
byte ghostMessageAt[POSITIONS];   /* the message at a position, or 0 */
bool ghostCommitted[MESSAGES + 1];
byte ghostTimes[MESSAGES + 1];    /* how often it was handed out */
bool ghostSettled[MESSAGES + 1];  /* it is dealt with, or in hand */
bool ghostLate[MESSAGES + 1];     /* a drain died or threw before it */
byte ghostLost;

/* ---- Producing ---- */

/* ring.enter(producerLock); gaveUp if the caller's patience ends before. What ClaimWaits.
   repairProducers() puts right, the flag of an exclusive end, has no part here. */
inline enterProducers() {
    do
    :: STEP(ENTER_PRODUCERS, producerLock == 0 || gone[producerLock] -> producerLock = me); break
    :: atomic { worker && producerLock != 0 && !gone[producerLock] -> gaveUp = true }; break
    od
}

/* Ring.freeUpTo(free), the result in seen */
inline freeUpTo() {
    STEP(SEE_SPLITTING, number = splitting);
    if
#ifndef MUTATION_splitting_ignored
    :: number & 1 -> seen = free
#endif
    :: else ->
#ifdef MUTATION_table_before_cursor
        seen = 254;
#else
        STEP(SEE_CURSOR, seen = cursor);
#endif
#ifndef MUTATION_cursor_only
        STEP(SEE_VIEWS, used = views);
#endif
        i = 0;
        do
        :: i >= used -> break
        :: else ->
            STEP(SEE_ENTRY, found = (state[i] != FREE));
            if
            :: found -> STEP(SEE_START, seen = (start[i] < seen -> start[i] : seen))
            :: else
            fi;
            i++
        od;
#ifdef MUTATION_table_before_cursor
        STEP(SEE_CURSOR, seen = (cursor < seen -> cursor : seen));
#endif
#ifndef MUTATION_splitting_ignored
        STEP(SEE_SPLITTING_AGAIN, seen = (splitting == number -> seen : free))
#endif
    fi;
    number = 0; used = 0; i = 0; found = false
}

/* RingWriter.place(tail, ...): afterwards noRoom, or position is where the record goes */
inline place(alignment, places) {
    STEP(SEE_TAIL, position = tail; gap = (alignment == 2 && (position & 1) -> 1 : 0));
    position = position + gap;
    noRoom = false;
    if
    :: position + places > free + RING ->
        freeUpTo();
        assert(free <= seen && seen <= position - gap); /* else Ring.corrupt */
        free = seen;
        seen = 0;
        noRoom = (position + places > free + RING)
    :: else
    fi;
    if
    :: !noRoom && gap == 1 ->
        STEP(PAD, recordState[AT(position - 1)] = PADDING; SET_SIZE(position - 1, 1))
    :: else
    fi;
    gap = 0
}

#ifdef MUTATION_commit_before_write
#define CLAIM_COMMITTED(c) skip
#else
#define CLAIM_COMMITTED(c) where[c] = 0
#endif

/* A claim's write, and its commit or abort. */
inline endClaim(c) {
#ifndef MUTATION_commit_before_write
    STEP(WRITE, payload[AT(where[c] - 1)] = ghostMessageAt[where[c] - 1]);
#endif
    if
    :: true ->
        STEP(COMMIT,
            assert(recordState[AT(where[c] - 1)] == CLAIMED);
            assert(recordOwner[AT(where[c] - 1)] == me);
            recordState[AT(where[c] - 1)] = READY;
            recordOwner[AT(where[c] - 1)] = where[c] - 1;
            ghostCommitted[ghostMessageAt[where[c] - 1]] = true;
            CLAIM_COMMITTED(c))
#ifdef MUTATION_commit_before_write
        ; STEP(WRITE, payload[AT(where[c] - 1)] = ghostMessageAt[where[c] - 1]; where[c] = 0)
#endif
    :: true ->
        STEP(ABORT,
            assert(recordState[AT(where[c] - 1)] == CLAIMED);
            assert(recordOwner[AT(where[c] - 1)] == me);
            recordState[AT(where[c] - 1)] = ABORTED;
            where[c] = 0)
    fi
}

inline publishTail(places) {
    STEP(PUBLISH_TAIL,
        tail = position + places;
        ghostMessageAt[position] = message + claimed;
        i = (where[0] == 0 -> 0 : 1);
        where[i] = position + 1;
        i = 0;
        claimed++)
}

/* What an older message left behind the record may look like a READY record of that place; if
   nothing is free there, it is the header of the record one round before. */
inline nextIsAnything(places) {
    if
    :: position + places < free + RING ->
        recordState[AT(position + places)] = READY;
        recordOwner[AT(position + places)] = position + places
    :: else
    fi
}

inline clearNext(places) {
    if
    :: position + places < free + RING -> STEP(CLEAR_NEXT, recordState[AT(position + places)] = 0)
    :: else
    fi
}

inline writeClaim(places) {
    STEP(CLAIM,
        recordState[AT(position)] = CLAIMED;
        recordOwner[AT(position)] = me;
        SET_SIZE(position, places))
}

/* RingWriter.publish(claim, position, ...) */
inline publishClaim(places) {
    nextIsAnything(places);
#ifndef MUTATION_tail_before_header
    writeClaim(places);
#endif
#if !defined MUTATION_next_not_cleared && !defined MUTATION_next_cleared_late
    clearNext(places);
#endif
    publishTail(places)
#ifdef MUTATION_tail_before_header
    ; writeClaim(places)
#endif
#ifdef MUTATION_next_cleared_late
    ; clearNext(places)
#endif
}

/* SharedClaims: attempt(), commit(), abort(); any number of claims may be open at a time.
   ExclusiveProducer, if exclusive: one claim at a time, and the lock is kept. */
proctype Producer(byte me; bool exclusive; byte message; byte count; byte alignment) {
    byte free, position, seen, used, i, number, gap;
    byte claimed;             /* how many of the messages */
    byte where[2];            /* of the claims that are open: position + 1 */
    bool found, noRoom, gaveUp;

    do
    :: claimed < count && !gaveUp && (where[0] == 0 || where[1] == 0 && !exclusive) ->
        if
        :: producerLock != me -> enterProducers()
        :: else
        fi;
        if
        :: !gaveUp ->
            place(alignment, 1);
            if
            :: noRoom && !exclusive -> STEP(LEAVE_FULL, producerLock = 0)
            :: noRoom && exclusive
            :: !noRoom ->
                publishClaim(1);
                if
                :: !exclusive -> STEP(LEAVE_PRODUCERS, producerLock = 0)
                :: else
                fi
            fi;
            if
            :: noRoom -> gaveUp = true
            :: true
            fi;
            position = 0;
            noRoom = false
        :: else
        fi
    :: where[0] != 0 -> endClaim(0)
    :: where[1] != 0 -> endClaim(1)
    :: (claimed == count || gaveUp) && where[0] == 0 && where[1] == 0 -> break
    od;
    if
    :: producerLock == me -> STEP(LEAVE_END, producerLock = 0)
    :: else
    fi;
    goto ended;

killed:
    atomic {
        gone[me] = true;
        ghostDeaths++;
        ghostLost = ghostLost + (where[0] != 0 -> 1 : 0) + (where[1] != 0 -> 1 : 0)
    };
ended:
    atomic {
        free = 0; position = 0; seen = 0; used = 0; i = 0; number = 0; gap = 0; claimed = 0;
        where[0] = 0; where[1] = 0;
        found = false; noRoom = false; gaveUp = false;
        ghostEnded++
    }
}

#ifdef HAS_BATCHES
/* Batch: two messages in a claim of two places, and its commit or abort. What an older message left
   in the second place may look like a record of that place. */
inline endBatch() {
    STEP(WRITE, payload[AT(where[0] - 1)] = ghostMessageAt[where[0] - 1]);
    if
    :: true ->
#ifndef MUTATION_batch_opened_early
        batchSecond();
#endif
        STEP(COMMIT_BATCH,
            assert(recordState[AT(where[0] - 1)] == CLAIMED);
            assert(recordOwner[AT(where[0] - 1)] == me);
            recordState[AT(where[0] - 1)] = READY;
            recordOwner[AT(where[0] - 1)] = where[0] - 1;
            SET_SIZE(where[0] - 1, 1);
            ghostCommitted[ghostMessageAt[where[0] - 1]] = true;
            if
            :: ghostMessageAt[where[0]] != 0 -> ghostCommitted[ghostMessageAt[where[0]]] = true
            :: else
            fi;
            position = where[0];
            where[0] = 0)
#ifdef MUTATION_batch_opened_early
        ; where[0] = position; batchSecond(); where[0] = 0
#endif
    :: true ->
        STEP(ABORT,
            assert(recordState[AT(where[0] - 1)] == CLAIMED);
            assert(recordOwner[AT(where[0] - 1)] == me);
            recordState[AT(where[0] - 1)] = ABORTED;
            where[0] = 0)
    fi;
    position = 0
}

inline batchSecond() {
    if
    :: true ->
        STEP(WRITE_SECOND, payload[AT(where[0])] = ghostMessageAt[where[0]]);
        STEP(ADD_TO_BATCH,
            recordState[AT(where[0])] = READY;
            recordOwner[AT(where[0])] = where[0];
            SET_SIZE(where[0], 1))
    :: true ->
        ghostMessageAt[where[0]] = 0;
#ifndef MUTATION_batch_rest_not_padded
        STEP(PAD_BATCH,
            recordState[AT(where[0])] = PADDING;
            SET_SIZE(where[0], 1))
#endif
    fi
}

/* A producer that sends batches; the lock is kept if it is exclusive. */
proctype BatchProducer(byte me; bool exclusive; byte message; byte count) {
    byte free, position, seen, used, i, number, gap;
    byte claimed;             /* how many of the messages */
    byte batches;
    byte where[2];            /* of the claim that is open: position + 1 */
    bool found, noRoom, gaveUp;

    do
    :: batches < count && !gaveUp && where[0] == 0 ->
        if
        :: producerLock != me -> enterProducers()
        :: else
        fi;
        if
        :: !gaveUp ->
            place(2, 2);
            if
            :: noRoom && !exclusive -> STEP(LEAVE_FULL, producerLock = 0)
            :: noRoom && exclusive
            :: !noRoom ->
                atomic {
                    recordState[AT(position + 1)] = READY;
                    recordOwner[AT(position + 1)] = position + 1;
                    SET_SIZE(position + 1, 1);
                    ghostMessageAt[position + 1] = message + claimed + 1
                };
                publishClaim(2);
                claimed++;
                batches++;
                if
                :: !exclusive -> STEP(LEAVE_PRODUCERS, producerLock = 0)
                :: else
                fi
            fi;
            if
            :: noRoom -> gaveUp = true
            :: true
            fi;
            position = 0;
            noRoom = false
        :: else
        fi
    :: where[0] != 0 -> endBatch()
    :: (batches == count || gaveUp) && where[0] == 0 -> break
    od;
    if
    :: producerLock == me -> STEP(LEAVE_END, producerLock = 0)
    :: else
    fi;
    goto ended;

killed:
    atomic {
        gone[me] = true;
        ghostDeaths++;
        ghostLost = ghostLost + (where[0] != 0 -> 1 : 0)
    };
ended:
    atomic {
        free = 0; position = 0; seen = 0; used = 0; i = 0; number = 0; gap = 0; claimed = 0;
        batches = 0; where[0] = 0; where[1] = 0;
        found = false; noRoom = false; gaveUp = false;
        ghostEnded++
    }
}
#endif

/* ---- Consuming ---- */

/* By death, or by giving it back: the message will come again. */
inline unsettle() {
    if
    :: inHand != 0 -> ghostSettled[inHand] = false; inHand = 0
    :: else
    fi
}

/* ring.enter(consumerLock), and the repair */
inline enterConsumers() {
    do
    :: STEP(ENTER_CONSUMERS,
            consumerLock == 0 || gone[consumerLock] ->
            recovered = (consumerLock != 0);
            consumerLock = me);
        break
    :: atomic { worker && consumerLock != 0 && !gone[consumerLock] -> gaveUp = true }; break
    od;
    if
#ifdef MUTATION_receive_without_repair
    :: recovered -> recovered = false
#else
    :: recovered -> repairConsumers(); recovered = false
#endif
    :: else
    fi
}

/* Receipts.repairConsumers(), with ViewTable.repair() */
inline repairConsumers() {
    STEP(REPAIR_SEE_VIEWS, used = views);
    i = 0;
    do
    :: i >= used -> break
    :: else ->
#if defined MUTATION_repair_leaves_noted
        skip;
#elif defined MUTATION_repair_by_start
        STEP(REPAIR_SEE_ENTRY, found = (state[i] != FREE && start[i] >= cursor));
#else
        STEP(REPAIR_SEE_ENTRY, found = (state[i] != FREE && end[i] > cursor));
#endif
        if
        :: found -> STEP(REPAIR_FREE, state[i] = FREE)
        :: else
        fi;
        i++
    od;
    i = 0;
    do
    :: i >= used -> break
    :: else ->
        j = 0;
        do
        :: j >= used -> break
        :: else ->
#ifndef MUTATION_repair_leaves_overlap
            overlaps();
#endif
            if
            :: found ->
                STEP(REPAIR_FIRST, first[j] = rest[j]);
                STEP(REPAIR_START, start[j] = end[i])
            :: else
            fi;
            j++
        od;
        i++
    od;
    i = 0; j = 0; used = 0; found = false;
    STEP(REPAIR_SPLITTING, splitting = splitting + (splitting & 1));
    STEP(REPAIR_HINT, returned = true);
    STEP(REPAIR_SEE_CURRENT, found = (current != 0 && current - 1 >= cursor); position = current);
    if
#ifdef MUTATION_current_not_repaired
    :: found -> STEP(GIVE_BACK_CURSOR, cursor = position)
#else
    :: found -> position--; giveBackAtCursor()
#endif
    :: else
    fi;
    found = false; position = 0
}

/*
 * ViewTable.overlaps(i, j), the result in found. A living drain may raise the start of an entry
 * between any two looks at it.
 */
inline overlaps() {
    STEP(OVERLAP_SEE_STATES, found = (i != j && state[i] != FREE && state[j] != FREE));
    if
    :: found ->
        STEP(OVERLAP_SEE_SHORTER, seen = start[i]; found = (seen < end[i]));
        if
        :: found ->
#ifdef MUTATION_overlap_looks_twice
            STEP(OVERLAP_SEE_SHORTER, seen = start[i]);
#endif
            STEP(OVERLAP_SEE_LONGER, found = (start[j] <= seen && end[i] < end[j]))
        :: else
        fi
    :: else
    fi;
    seen = 0
}

/* Receipts.giveBackAtCursor(position): position is behind the message afterwards */
inline giveBackAtCursor() {
    allocate(0);
    assert(entry != NONE); /* else Ring.corrupt */
    STEP(GIVE_BACK_FIELDS, start[entry] = position; end[entry] = position + 1; first[entry] = 1;
        rest[entry] = 0);
    position++;
    STEP(GIVE_BACK_NOTE, state[entry] = RETURNED; unsettle());
    STEP(GIVE_BACK_CURSOR, cursor = position);
    STEP(GIVE_BACK_HINT, returned = true);
    entry = NONE
}

/* ViewTable.allocate(reserved): the entry, or NONE */
inline allocate(reserved) {
    STEP(ALLOCATE,
        k = views;
        do
        :: k > 0 && state[k - 1] == FREE -> k--
        :: else -> break
        od;
        entry = 0;
        do
        :: entry < k && state[entry] != FREE -> entry++
        :: else -> break
        od;
        if
        :: entry >= ENTRIES - (reserved) -> entry = NONE
        :: else -> views = (entry + 1 > k -> entry + 1 : k)
        fi;
        k = 0)
}

/* Receipts.retake(): the entry, or NONE */
inline retake() {
    entry = NONE;
    STEP(RETAKE_SEE_VIEWS, used = views);
    if
    :: used > 0 ->
        STEP(CLEAR_HINT, returned = false);
        do
        :: true ->
            i = 0;
            do
            :: i >= used -> break
            :: else ->
                STEP(SEE_RETURNED,
                    if
#ifdef MUTATION_retake_from_the_living
                    :: state[i] != FREE && state[i] != me
#else
                    :: (state[i] == RETURNED || state[i] != FREE && state[i] != me && gone[state[i]])
#endif
                        && (entry == NONE || start[i] < start[entry]) -> entry = i
                    :: else
                    fi);
                i++
            od;
            i = 0;
            if
            :: entry == NONE -> break
            :: else ->
                STEP(SET_HINT,
                    returned = true;
                    position = start[entry];
                    do
                    :: position < end[entry] && recordState[AT(position)] != READY ->
                        position = position + SIZE_AT(position)
                    :: else -> break
                    od;
                    found = (position < end[entry]));
                if
                :: found -> break
                :: else -> STEP(RETAKE_FREE, state[entry] = FREE); entry = NONE
                fi
            fi
        od;
        found = false;
        if
        :: entry == NONE
        :: else ->
            STEP(RETAKE_SEE_END, found = (position + 1 == end[entry]));
            if
            :: found ->
                STEP(RETAKE_START, start[entry] = position);
#ifndef MUTATION_delivery_not_counted
                STEP(RETAKE_FIRST, first[entry]++);
#endif
                STEP(RETAKE, state[entry] = me)
            :: else ->
                whole = entry;
                allocate(FOR_SPLIT);
                if
                :: entry != NONE -> split()
                :: else
                fi;
                whole = 0
            fi
        fi
    :: else
    fi;
    used = 0; found = false; position = 0
}

/* ViewTable.split(whole, entry, position, position + 1) */
inline split() {
    STEP(SPLIT_BEGIN, assert(!(splitting & 1)); splitting++);
#ifdef MUTATION_shorten_before_note
    STEP(SPLIT_FIELDS, start[entry] = position; end[entry] = position + 1;
        first[entry] = first[whole] + 1; rest[entry] = 0);
    STEP(SPLIT_FIRST, first[whole] = rest[whole]);
    STEP(SPLIT_SHORTEN, start[whole] = position + 1);
    STEP(SPLIT_NOTE, state[entry] = me);
#else
    STEP(SPLIT_FIELDS, start[entry] = position; end[entry] = position + 1;
        first[entry] = first[whole] + 1; rest[entry] = 0);
    STEP(SPLIT_NOTE, state[entry] = me);
    STEP(SPLIT_FIRST, first[whole] = rest[whole]);
    STEP(SPLIT_SHORTEN, start[whole] = position + 1);
#endif
    STEP(SPLIT_RETURN, state[whole] = RETURNED);
    STEP(SPLIT_END, splitting++)
}

/* What RingReader.next() comes to. */
#define WALKING 0
#define DONE 1
#define NOTHING 2
#define BLOCKED 3

/* RingReader.moreBelowTail() */
inline seeTail() {
    STEP(WALK_SEE_TAIL,
        knownTail = tail;
        assert(position <= knownTail && knownTail - position <= RING)) /* else Ring.corrupt */
}

/* RingReader.find() from position on, the result in outcome. Whether a step looks at the tail first,
   when it knows nothing below it, is left to chance. */
inline find() {
    outcome = WALKING;
    do
    :: outcome != WALKING -> break
    :: outcome == WALKING && position >= knownTail ->
        seeTail();
        if
        :: position == knownTail -> outcome = NOTHING
        :: else
        fi
    :: outcome == WALKING ->
        STEP(WALK_SEE_HEADER,
            header = recordState[AT(position)];
            owner = recordOwner[AT(position)];
            size = SIZE_AT(position);
            assert(position >= knownTail || CLAIMED <= header && header <= LOST)); /* else corrupt */
        if
#ifdef MUTATION_place_not_named
        :: header == READY -> outcome = DONE
#else
        :: header == READY && owner == position -> outcome = DONE
#endif
        :: header == CLAIMED -> lose()
        :: header == 0 -> outcome = NOTHING
        :: header == ABORTED || header == PADDING || header == LOST ||
            header == READY && owner != position ->
            if
#ifndef MUTATION_skip_beyond_tail
            :: position >= knownTail ->
                seeTail(); /* and at the header again */
                if
                :: position == knownTail -> outcome = NOTHING
#ifdef MUTATION_header_from_before_tail
                :: else -> assert(header != READY); position = position + size
#else
                :: else
#endif
                fi
            :: else ->
#else
            :: true ->
#endif
                assert(header != READY); /* else Ring.corrupt */
                if
                :: header == LOST -> countLost()
                :: else
                fi;
                position = position + size
            fi
        fi;
        header = 0;
        owner = 0;
        size = 0
    od
}

/* RingReader.lose(); whether it is due to ask is left to chance. It does no harm beyond the tail,
   where the next producer writes over it. */
inline lose() {
    if
#ifdef MUTATION_lose_the_living
    :: owner != me -> found = true
#else
    :: owner != me -> STEP(WALK_ASK_OWNER, found = gone[owner])
#endif
    :: owner == me || worker -> found = false
    fi;
    if
    :: found ->
        STEP(LOSE,
            if
            :: recordState[AT(position)] == CLAIMED && recordOwner[AT(position)] == owner ->
                recordState[AT(position)] = LOST
            :: else
            fi)
    :: else -> outcome = BLOCKED
    fi;
    found = false
}

/* LostCounter.add(position) */
inline countLost() {
    STEP(SEE_COUNTED, seen = lostCountedTo);
#ifdef MUTATION_count_without_plan
    if
    :: MARK(position) > seen ->
        STEP(LOST_COUNTED, lostCount++);
        STEP(LOST_PLACED, lostCountedTo = MARK(position))
    :: else
    fi;
#else
    if
    :: MARK(position) > seen ->
#ifndef MUTATION_plan_overwritten
        STEP(LOST_SETTLED, lostCountedTo = BEFORE(position));
#endif
        STEP(LOST_PLANNED, lostPlanned = lostCount + 1);
        STEP(LOST_PLACED, lostCountedTo = MARK(position))
    :: else
    fi;
    if
    :: MARK(position) >= seen -> STEP(LOST_COUNTED, lostCount = lostPlanned)
    :: else
    fi;
#endif
    seen = 0
}

/* The application gets the message at `at`, and reads it. */
inline handOut(at, deliveries) {
    STEP(HAND_OUT,
        message = ghostMessageAt[at];
        inHand = message;
        assert(ghostCommitted[message]);
        assert(payload[AT(at)] == message);
        assert(!ghostSettled[message]);
        ghostSettled[message] = true;
        ghostTimes[message]++;
        assert((deliveries) >= ghostTimes[message]);
        assert((deliveries) <= ghostTimes[message] + ghostDeaths);
        if
        :: (deliveries) == 1 && !ghostLate[message] && message < FIRST_OF_SECOND ->
            assert(message > lastOfFirst); lastOfFirst = message
        :: (deliveries) == 1 && !ghostLate[message] && message >= FIRST_OF_SECOND ->
            assert(message > lastOfSecond); lastOfSecond = message
        :: else
        fi;
        message = 0);
#ifdef MUTATION_read_after_free
    if
    :: entry != NONE -> STEP(FREE_VIEW, state[entry] = FREE)
    :: else
    fi;
#endif
    STEP(READ, assert(payload[AT(at)] == inHand))
}

/* A drain ends before its entry does. */
inline lateFrom(at) {
    k = at;
    do
    :: k < end[entry] -> ghostLate[ghostMessageAt[k]] = true; k++
    :: else -> break
    od;
    k = 0
}

/* SharedReceipts.takeRunLocked(limit), without the lock: the entry, or NONE */
inline takeRun(limit) {
    entry = NONE;
    STEP(SEE_HINT, found = returned);
    if
    :: true -> phase = (found -> 0 : 1)
    :: !found -> phase = 0 /* it is due at a receipt */
    fi;
    found = false;
    do
    :: phase == 0 -> retake(); phase = (entry == NONE -> 1 : 3)
    :: phase == 1 -> seekAndTake(limit); phase = (entry == NONE -> 2 : 3)
    :: phase == 2 -> retake(); phase = 3 /* it is due, nothing having come */
    :: phase == 2 && worker -> phase = 3
    :: phase == 3 -> break
    od;
    phase = 0
}

/* SharedReceipts.seekNext() and take(limit) */
inline seekAndTake(limit) {
    STEP(SEEK, position = cursor; begin = position);
    knownTail = position;
    taken = 0;
    do
    :: true ->
        find();
        if
        :: outcome == DONE && taken == 0 ->
            allocate(FOR_RECEIPT);
            if
            :: entry == NONE -> break
            :: else -> begin = position
            fi
        :: outcome != DONE -> break
        :: else
        fi;
        position++;
        taken++;
        if
        :: taken == limit || position >= knownTail -> break
        :: taken < limit /* by the headers alone, if there is no stream */
        fi
    od;
    if
    :: taken > 0 ->
        STEP(NOTE_FIELDS, start[entry] = begin; end[entry] = position; first[entry] = 1;
            rest[entry] = 0);
#ifdef MUTATION_cursor_before_note
        STEP(ADVANCE_CURSOR, assert(position <= tail); cursor = position);
        STEP(NOTE, state[entry] = me)
#else
        STEP(NOTE, state[entry] = me);
        STEP(ADVANCE_CURSOR, assert(position <= tail); cursor = position)
#endif
    :: taken == 0 && outcome != DONE && position != begin ->
        STEP(SKIP_CURSOR, assert(position <= tail); cursor = position)
    :: else
    fi;
    position = 0; begin = 0; taken = 0; outcome = 0; knownTail = 0
}

/* Nothing came: wait, that is try again, or give up. */
inline mayGiveUp() {
    if
    :: worker -> gaveUp = true
    :: true
    fi
    skip
}

/* SharedReceipts.handle(entry, ...); with one message it is an open view, and its end */
inline handle() {
    STEP(SEE_RANGE, position = start[entry]; stop = end[entry]);
    do
    :: position == stop -> break
    :: else ->
        STEP(SEE_RECEIVED,
            found = (recordState[AT(position)] == READY);
            size = SIZE_AT(position));
        if
        :: found ->
            STEP(SEE_FIRST, k = (taken == 0 -> first[entry] : 1));
            handOut(position, k);
            k = 0;
            taken = 1;
            handled++;
            if
            :: limit > 1 -> STEP(RAISE_START, start[entry] = position + 1; inHand = 0)
            :: limit == 1
            :: !gaveBack && worker -> gaveBack = true; break
            fi
        :: else
        fi;
        position = position + size
    od;
    size = 0;
    if
    :: position == stop -> STEP(FREE_VIEW, state[entry] = FREE; inHand = 0; entry = NONE)
    :: else ->
        STEP(RETURN_VIEW, unsettle(); lateFrom(position + 1); state[entry] = RETURNED; entry = NONE);
        STEP(RETURN_HINT, returned = true)
    fi;
    position = 0; stop = 0; found = false; taken = 0
}

/* SharedReceipts: attempt() and commit() or giveBack() for limit 1, else drain() */
proctype SharedConsumer(byte me; byte count; byte limit) {
    byte entry, whole, position, begin, knownTail, taken, used, i, j, k, seen, phase, handled, stop;
    byte outcome, header, owner, size;
    byte message, inHand, lastOfFirst, lastOfSecond;
    bool recovered, found, gaveUp, gaveBack;

    entry = NONE;
    do
    :: handled >= count || gaveUp -> break
    :: else ->
        enterConsumers();
        if
        :: gaveUp -> break
        :: else
        fi;
        takeRun(limit);
        STEP(LEAVE_CONSUMERS, consumerLock = 0);
        if
        :: entry != NONE -> handle()
        :: else -> mayGiveUp()
        fi
    od;
    goto ended;

killed:
    atomic {
        gone[me] = true;
        ghostDeaths++;
        unsettle();
        if
        :: entry != NONE && state[entry] == me -> lateFrom(start[entry] + 1)
        :: else
        fi
    };
ended:
    atomic {
        entry = 0; whole = 0; position = 0; begin = 0; knownTail = 0; taken = 0; used = 0;
        i = 0; j = 0; k = 0; seen = 0; phase = 0; handled = 0; stop = 0;
        outcome = 0; header = 0; owner = 0; size = 0; message = 0; inHand = 0; lastOfFirst = 0;
        lastOfSecond = 0;
        recovered = false; found = false; gaveUp = false; gaveBack = false;
        ghostEnded++
    }
}

/* ExclusiveConsumer.publish() */
inline publish() {
    if
    :: at != published ->
        STEP(PUBLISH_CURSOR, assert(at <= tail); cursor = at; inHand = 0);
        published = at
    :: else
    fi
}

/* reader.nextInHand() from its note on, and what is done with the message: a drain publishes now
   and then, a view that is committed at once */
inline receiveInHand() {
#ifndef MUTATION_current_not_noted
    STEP(NOTE_CURRENT, current = position + 1; inHand = 0);
#endif
    handOut(position, 1);
    handled++;
    if
    :: true ->
        at++;
        if
        :: most == 1 -> publish()
        :: most > 1 && handled % most == 0 -> publish()
        :: most > 1 && handled % most != 0
        fi
    :: !gaveBack ->
        gaveBack = true;
        if
        :: at != published ->
            STEP(PUBLISH_CURSOR_BEFORE, cursor = at)
        :: else
        fi;
        giveBackAtCursor();
        at = position;
        published = at
    fi
}

/* ExclusiveConsumer: attempt() and commit() or giveBack() for limit 1, else drain() */
proctype ExclusiveConsumer(byte me; byte count; byte most) {
    byte entry, whole, position, knownTail, taken, used, i, j, k, seen, handled, stop;
    byte published, at, phase;
    byte outcome, header, owner, size;
    byte message, inHand, lastOfFirst, lastOfSecond;
    byte limit = 1;
    bool recovered, found, gaveUp, gaveBack;

    entry = NONE;
    enterConsumers();
    if
    :: !gaveUp -> STEP(SEE_OWN_CURSOR, published = cursor); at = published
    :: else
    fi;
    do
    :: handled >= count || gaveUp -> break
    :: else ->
        phase = 1;
        if
        :: at == published ->
            STEP(SEE_HINT, found = returned);
            if
            :: true -> phase = (found -> 0 : 1)
            :: !found -> phase = 0 /* it is due at a receipt */
            fi;
            found = false
        :: else
        fi;
        do
        :: phase == 0 || phase == 2 ->
            retake();
            if
            :: entry != NONE -> handle(); phase = 3
            :: else -> phase = (phase == 0 -> 1 : 4)
            fi
        :: phase == 1 ->
            position = at;
            knownTail = at;
            find();
            at = position;
            if
            :: outcome == DONE -> receiveInHand(); phase = 3
            :: else -> publish(); phase = 2
            fi;
            position = 0; knownTail = 0; outcome = 0
        :: phase == 2 -> phase = 4 /* not due */
        :: phase == 3 -> break
        :: phase == 4 -> mayGiveUp(); break
        od;
        phase = 0
    od;
    if
    :: consumerLock == me -> publish(); STEP(LEAVE_CONSUMERS, consumerLock = 0)
    :: else
    fi;
    goto ended;

killed:
    atomic {
        gone[me] = true;
        ghostDeaths++;
        unsettle()
    };
ended:
    atomic {
        entry = 0; whole = 0; position = 0; knownTail = 0; taken = 0; used = 0;
        i = 0; j = 0; k = 0; seen = 0; handled = 0; stop = 0; published = 0; at = 0; phase = 0;
        outcome = 0; header = 0; owner = 0; size = 0; message = 0; inHand = 0; lastOfFirst = 0;
        lastOfSecond = 0; limit = 0;
        recovered = false; found = false; gaveUp = false; gaveBack = false;
        ghostEnded++
    }
}

/* ---- At the end ---- */

proctype Auditor(byte me) {
    byte entry, whole, position, begin, knownTail, taken, used, i, j, k, seen, phase, handled, stop;
    byte outcome, header, owner, size;
    byte message, inHand, lastOfFirst, lastOfSecond;
    bool recovered, found, gaveUp, gaveBack;
    byte tries, misses;
    byte limit = 1;

    atomic {
        ghostEnded == WORKERS ->
        do
        :: true ->
            assert(tries < 2 * MESSAGES + 6);
            tries++;
            enterConsumers();
            takeRun(1);
            consumerLock = 0;
            if
            :: entry != NONE -> handle(); misses = 0
            :: entry == NONE && misses == 0 -> misses = 1 /* a full table's entries are free now */
            :: entry == NONE && misses == 1 -> break
            fi
        od;
        assert(cursor == tail);
        assert(!(splitting & 1));
        assert(lostCount == ghostLost);
        i = 0;
        do
        :: i == ENTRIES -> break
        :: else -> assert(state[i] == FREE); i++
        od;
        i = 1;
        do
        :: i > MESSAGES -> break
        :: else -> assert(ghostSettled[i] == ghostCommitted[i]); i++
        od
    };
    goto ended;
killed:
    assert(false);
ended:
    skip
}

init {
    byte n;
    atomic {
        n = 0;
        do
        :: n == PREFILLED -> break
        :: else ->
            recordState[n] = READY;
            recordOwner[n] = n;
            SET_SIZE(n, 1);
            payload[n] = n + 1;
            ghostMessageAt[n] = n + 1;
            ghostCommitted[n + 1] = true;
            n++
        od;
        tail = PREFILLED;
        n = 0;
        TAKE_PART;
        run Auditor(AUDITOR)
    }
}
