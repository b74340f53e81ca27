package io.zoosync.lock;

import io.zoosync.internal.memory.Memory;
import io.zoosync.internal.segment.Segment;
import io.zoosync.testing.ChildJvm;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/** The memory of a lock, for tests that must know what others wait for, or that damage it. */
final class LockWord {
    private final Memory memory;

    private LockWord(Memory memory) {
        this.memory = memory;
    }

    static LockWord of(String lock) throws IOException {
        return new LockWord(Segment.attach(Segment.Kind.LOCK, lock).memory());
    }

    /** Returns when somebody is about to sleep until the holder releases the lock. */
    void expectWaiter() {
        expect("a waiter", () -> memory.getIntAcquire(LockLayout.WORD) < 0);
    }

    /** Returns when nobody holds the lock. */
    void expectFree() {
        expect("a free lock", () -> memory.getIntAcquire(LockLayout.WORD) << 2 == 0);
    }

    /**
     * Whether somebody holds the lock, or died holding it and nobody has said that all is sound.
     */
    boolean isHeldOrInconsistent() {
        return memory.getIntAcquire(LockLayout.WORD) << 1 != 0;
    }

    /** Returns when somebody is registered with a condition, or was when it was last signalled. */
    void expectSleeperOfCondition(int index) {
        int offset = LockLayout.condition(index);
        expect("a waiter for a condition", () -> memory.getIntAcquire(offset) != 0);
    }

    void set(int word) {
        memory.putIntVolatile(LockLayout.WORD, word);
    }

    void setDeadOwner(int owner) {
        memory.putIntVolatile(LockLayout.DEAD_OWNER, owner);
    }

    static void expect(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + ChildJvm.PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("did not see " + what);
            }
            Thread.onSpinWait();
        }
    }
}
