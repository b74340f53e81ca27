package io.zoosync.bench.peer;

import io.zoosync.bench.harness.MappedFile;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * What Java allows of a ring with one consumer: the loads, stores and fences of {@code ZooQueue}'s
 * ends over a mapped buffer, written out in one loop at each end, and nothing else: messages of one
 * length, no claims and views to be used or misused, no deaths, no sleep, no close. The producing
 * end is an exclusive one, or takes a lock for each message as shared ones do; the consuming one
 * looks at the tail, as in a stream, or at the next record, as who waits.
 */
final class BareTransport implements Transport {
    private static final VarHandle INT =
            MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

    private static final int LOCK = 64;
    private static final int TAIL = 128;
    private static final int CURSOR = 256;
    private static final int CURRENT = 384;
    private static final int RING = 512;

    private static final int CACHE_LINE = 64;
    private static final int HEADER = Long.BYTES;
    private static final int RECORD = HEADER + SMALL_BYTES;

    /** A header: length, state, and where READY stands. */
    private static final int LENGTH_SHIFT = 33;

    private static final int STATE_SHIFT = 30;
    private static final int POSITION_SHIFT = 3;
    private static final long POSITION_MASK = (1L << STATE_SHIFT) - 1;
    private static final long LENGTH = (long) SMALL_BYTES << LENGTH_SHIFT;
    private static final long CLAIMED = LENGTH | 1L << STATE_SHIFT;
    private static final long READY = 2L << STATE_SHIFT;
    private static final long STATE_MASK = (1L << LENGTH_SHIFT) - 1;

    /** After a run that found less than it might have: as long as the queue's longest pause. */
    private static final long PAUSE_NANOS = 16_000;

    /** The consumer says how far it is after so many parts of the ring. */
    private static final int PARTS = 4;

    private final Path directory;
    private final int length;
    private final boolean locks;
    private final boolean waits;

    /**
     * @param kind ends with lock if the producer takes one for each message, and with record if the
     *     consumer looks there
     */
    BareTransport(Path directory, int capacityBytes, String kind) {
        this.directory = directory;
        this.length = capacityBytes / RECORD * RECORD;
        this.locks = kind.endsWith("-lock");
        this.waits = kind.endsWith("-record");
    }

    /** A new file is all zeros, which is an empty ring. */
    private ByteBuffer memory(int stream) throws IOException {
        return MappedFile.map(directory.resolve("bare-" + stream), RING + length);
    }

    private static long ready(long position) {
        return READY | position >>> POSITION_SHIFT & POSITION_MASK;
    }

    @Override
    public Sender sender(int stream) throws IOException {
        return new BareSender(memory(stream), length, locks);
    }

    @Override
    public Receiver receiver(int stream) throws IOException {
        return new BareReceiver(memory(stream), length, waits);
    }

    @Override
    public void close() {
        // the mappings end with the process
    }

    private static final class BareSender implements Sender {
        private final ByteBuffer memory;
        private final int length;
        private final boolean locks;
        private long position;
        private long limit;
        private int at;

        BareSender(ByteBuffer memory, int length, boolean locks) {
            this.memory = memory;
            this.length = length;
            this.locks = locks;
            this.limit = length;
        }

        @Override
        public boolean trySend(long first) {
            ByteBuffer m = memory;
            if (locks) {
                lock(m);
            }
            int record = RING + at;
            boolean claimed = claim(m, record);
            if (locks) {
                unlock(m);
            }
            if (claimed) {
                m.putLong(record + HEADER, first);
                m.putLong(record + HEADER + 8, first + 1);
                m.putLong(record + HEADER + 16, first + 2);
                m.putLong(record + HEADER + 24, first + 3);
                VarHandle.releaseFence();
                m.putLong(record, LENGTH | ready(position - RECORD));
                if (!locks) {
                    takeLineAhead(m);
                }
            }
            return claimed;
        }

        private void takeLineAhead(ByteBuffer m) {
            int line = (at & -CACHE_LINE) + CACHE_LINE;
            if (line - at < limit - position && line < length) {
                m.putLong(RING + line, 0);
            }
        }

        private boolean claim(ByteBuffer m, int record) {
            long next = position + RECORD;
            if (next > limit) {
                limit = m.getLong(CURSOR) + length;
                VarHandle.acquireFence();
                if (next > limit) {
                    return false;
                }
            }
            at = at + RECORD == length ? 0 : at + RECORD;
            m.putLong(record, CLAIMED);
            if (next != limit) {
                m.putLong(RING + at, 0);
            }
            VarHandle.releaseFence();
            m.putLong(TAIL, next);
            position = next;
            return true;
        }

        private static void lock(ByteBuffer m) {
            while (!INT.compareAndSet(m, LOCK, 0, 1)) {
                Thread.onSpinWait();
            }
        }

        /** As {@code RobustLock}: a store, where nobody has said that he waits. */
        private static void unlock(ByteBuffer m) {
            VarHandle.releaseFence();
            if (m.getInt(LOCK) == 1) {
                m.putInt(LOCK, 0);
            }
        }
    }

    private static final class BareReceiver implements Receiver {
        private final ByteBuffer memory;
        private final int length;
        private final boolean waits;
        private long position;
        private long published;
        private int at;

        BareReceiver(ByteBuffer memory, int length, boolean waits) {
            this.memory = memory;
            this.length = length;
            this.waits = waits;
        }

        @Override
        public int poll(SmallMessages messages, int limit) {
            return waits ? pollRecord(messages) : pollRun(messages, limit);
        }

        /** At most one message. */
        private int pollRecord(SmallMessages messages) {
            ByteBuffer m = memory;
            long header = m.getLong(RING + at);
            if ((header & STATE_MASK) != ready(position)) {
                VarHandle.acquireFence();
                return 0;
            }
            accept(m, header, messages);
            publish(m);
            return 1;
        }

        private int pollRun(SmallMessages messages, int limit) {
            ByteBuffer m = memory;
            long tail = m.getLong(TAIL);
            VarHandle.acquireFence();
            int count = 0;
            while (count < limit && position != tail) {
                long header = m.getLong(RING + at);
                if ((header & STATE_MASK) != ready(position)) {
                    break;
                }
                accept(m, header, messages);
                count++;
            }
            if (count < limit) {
                pause();
            }
            if (position - published > length / PARTS) {
                publish(m);
            }
            return count;
        }

        private void accept(ByteBuffer m, long header, SmallMessages messages) {
            int record = RING + at;
            m.putLong(CURRENT, position + 1);
            VarHandle.acquireFence();
            VarHandle.storeStoreFence();
            messages.accept(
                    m.getLong(record + HEADER),
                    m.getLong(record + HEADER + 8),
                    m.getLong(record + HEADER + 16),
                    m.getLong(record + HEADER + 24));
            int bytes = (int) (header >>> LENGTH_SHIFT) + HEADER;
            position += bytes;
            at = at + bytes == length ? 0 : at + bytes;
        }

        private void publish(ByteBuffer m) {
            VarHandle.releaseFence();
            m.putLong(CURSOR, position);
            published = position;
        }

        /** After a run, so that the next one is longer: else this end follows too closely. */
        private static void pause() {
            long end = System.nanoTime() + PAUSE_NANOS;
            do {
                Thread.onSpinWait();
            } while (System.nanoTime() - end < 0);
        }
    }
}
