package io.zoosync.queue;

import io.zoosync.internal.process.ProcessRegistry;
import io.zoosync.testing.Mutator;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/** Damage to a queue's memory that knows what lies where. */
final class QueueDamage {
    private static final int[] INTS = {
        QueueLayout.PRODUCER_LOCK,
        QueueLayout.PRODUCER_EXCLUSIVE,
        QueueLayout.CONSUMER_LOCK,
        QueueLayout.CONSUMER_EXCLUSIVE,
        QueueLayout.VIEWS,
        QueueLayout.SPLITTING,
        QueueLayout.RETURNED,
        QueueLayout.DATA,
        QueueLayout.SPACE
    };
    private static final int[] LONGS = {
        QueueLayout.TAIL,
        QueueLayout.CURRENT,
        QueueLayout.CONSUMER_LOST,
        QueueLayout.CONSUMER_LOST + 8,
        QueueLayout.CONSUMER_LOST + 16,
        QueueLayout.REDELIVERED,
        QueueLayout.CURSOR
    };
    private static final int[] SHIFTS = {30, 31};
    private static final int ENTRIES = 8;
    private static final int OFTEN = 1000;

    private QueueDamage() {}

    /** One of the words in front of the view table. */
    static void word(ByteBuffer bytes, SplittableRandom random) {
        if (random.nextBoolean()) {
            int at = INTS[random.nextInt(INTS.length)];
            bytes.putInt(at, state(bytes.getInt(at), random));
        } else {
            int at = LONGS[random.nextInt(LONGS.length)];
            bytes.putLong(at, position(bytes, at, random));
        }
    }

    /** A word with an owner, or a small number. */
    private static int state(int before, SplittableRandom random) {
        return switch (random.nextInt(6)) {
            case 0 -> before ^ 1 << random.nextInt(32);
            case 1 -> random.nextInt();
            case 2 -> (int) Mutator.extreme(random);
            case 3 -> 1 << SHIFTS[random.nextInt(SHIFTS.length)];
            case 4 -> random.nextInt(200);
            default -> owner(random) | random.nextInt(4) << 30;
        };
    }

    /** Seldom this process, for which others would have to wait. */
    private static int owner(SplittableRandom random) {
        return random.nextInt(OFTEN) == 0
                ? ProcessRegistry.current().self()
                : random.nextInt(1 << ProcessRegistry.OWNER_BITS);
    }

    /** A position that may be one of the ring, in this round or another, or far away. */
    private static long position(ByteBuffer bytes, int at, SplittableRandom random) {
        long near = bytes.getLong(random.nextBoolean() ? QueueLayout.CURSOR : QueueLayout.TAIL);
        return switch (random.nextInt(8)) {
            case 0 -> bytes.getLong(at) ^ 1L << random.nextInt(64);
            case 1 -> random.nextLong();
            case 2 -> Mutator.extreme(random);
            case 3 -> near + random.nextInt(-20, 21);
            case 4 -> near + 8L * random.nextInt(-600, 601);
            case 5 -> near + QueueLayout.ringLength(FuzzedQueue.CAPACITY) * random.nextLong(-3, 4);
            case 6 -> Long.MAX_VALUE - random.nextInt(10_000);
            default -> random.nextInt(20_000);
        };
    }

    /** A field of an entry of the view table. */
    static void entry(ByteBuffer bytes, SplittableRandom random) {
        int at = QueueLayout.VIEW_TABLE + random.nextInt(ENTRIES) * QueueLayout.VIEW_STRIDE;
        switch (random.nextInt(6)) {
            case 0, 1 -> bytes.putLong(at, position(bytes, at, random));
            case 2, 3 -> bytes.putLong(at + 8, position(bytes, at + 8, random));
            case 4 -> bytes.putInt(at + 16, state(bytes.getInt(at + 16), random));
            default -> bytes.putInt(at + 20, (int) Mutator.extreme(random));
        }
        if (random.nextInt(4) == 0) {
            bytes.putInt(QueueLayout.VIEWS, random.nextInt(1, QueueLayout.VIEW_COUNT + 1));
        }
    }

    /** The header of a record: its length, state or owner, or another's header in its place. */
    static void record(ByteBuffer bytes, SplittableRandom random) {
        int at = header(bytes, random);
        long header = bytes.getLong(at);
        int length = Record.length(header);
        int state = Record.state(header);
        int owner = Record.owner(header);
        switch (random.nextInt(8)) {
            case 0 -> bytes.putLong(at, Record.header(random.nextInt() >>> 1, state, owner));
            case 1 -> bytes.putLong(at, Record.header(nearly(length, random), state, owner));
            case 2 -> bytes.putLong(at, Record.header(random.nextInt(5000), state, owner));
            case 3 -> bytes.putLong(at, Record.header(length, random.nextInt(8), owner));
            case 4 -> bytes.putLong(at, Record.header(length, Record.CLAIMED, owner(random)));
            case 5 -> bytes.putLong(at, header ^ 1L << random.nextInt(64));
            case 6 -> {
                int other = header(bytes, random);
                bytes.putLong(at, bytes.getLong(other));
                bytes.putLong(other, header);
            }
            default -> bytes.putLong(header(bytes, random), header);
        }
    }

    private static int nearly(int length, SplittableRandom random) {
        return Math.max(0, length + random.nextInt(-16, 17));
    }

    /** Offset of the header of a record between cursor and tail, or of any word of the ring. */
    private static int header(ByteBuffer bytes, SplittableRandom random) {
        int ring = QueueLayout.ringLength(FuzzedQueue.CAPACITY);
        long position = bytes.getLong(QueueLayout.CURSOR) & -Record.ALIGNMENT;
        for (int steps = random.nextInt(10); steps > 0; steps--) {
            int at = QueueLayout.RING + (int) Long.remainderUnsigned(position, ring);
            position += Record.size(Record.length(bytes.getLong(at)));
        }
        if (position == bytes.getLong(QueueLayout.TAIL)) {
            position = 8L * random.nextInt(ring / 8);
        }
        return QueueLayout.RING + (int) Long.remainderUnsigned(position, ring);
    }
}
