package io.zoosync.examples.transfer;

import io.zoosync.lock.Guard;
import io.zoosync.lock.ZooLock;
import io.zoosync.shm.SegmentInfo;
import io.zoosync.shm.ZooShm;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * The part that one command plays at a queue, held as a lock by one process at a time. Whoever dies
 * in it, or fails half way, leaves the lock marked; the next one is told, and so is the other side.
 */
final class Role implements AutoCloseable {
    static final String SENDER = "sender";
    static final String RECEIVER = "receiver";

    /** Longer than anyone holds the lock who only looks at it. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String queue;
    private final ZooLock lock;
    private final Guard guard;
    private boolean halfWay;

    private Role(String queue, ZooLock lock, Guard guard) {
        this.queue = queue;
        this.lock = lock;
        this.guard = guard;
    }

    /** Takes a role, or returns null if another process has it. */
    static Role tryTake(String kind, String queue) throws IOException, InterruptedException {
        String name = queue + "." + kind;
        while (true) {
            ZooLock.open(name).close(); // now there is one
            Optional<SegmentInfo> before = find(name + ".lock");
            ZooLock lock = ZooLock.open(name);
            Guard guard = lock.tryAcquire(PATIENCE);
            if (guard == null) {
                lock.close();
                return null;
            }
            if (before.isPresent() && before.equals(find(name + ".lock"))) {
                return new Role(queue, lock, guard);
            }
            guard.close(); // it was removed meanwhile: this is not the one that others will find
            lock.close();
        }
    }

    /** As {@link #tryTake}, failing if another process has the role. */
    static Role take(String kind, String queue) throws IOException, InterruptedException {
        Role role = tryTake(kind, queue);
        if (role == null) {
            throw new TransferException("queue " + queue + " has another " + kind + " at work");
        }
        return role;
    }

    /** Whether there was ever anyone in a role since the queue was made. */
    static boolean isKnown(String kind, String queue) throws IOException {
        return find(queue + "." + kind + ".lock").isPresent();
    }

    /** Whether the last process in a role died in it, or failed half way. */
    static boolean isBroken(String kind, String queue) throws IOException {
        if (!isKnown(kind, queue)) {
            return false;
        }
        try (ZooLock lock = ZooLock.open(queue + "." + kind);
                Guard look = lock.tryAcquire()) {
            return look != null && look.recovered();
        }
    }

    static boolean isThereQueue(String queue) throws IOException {
        return find(queue + ".queue").isPresent();
    }

    /** What the directory says of a segment. */
    static Optional<SegmentInfo> find(String fileName) throws IOException {
        return ZooShm.list().stream().filter(s -> s.fileName().equals(fileName)).findAny();
    }

    /** Whether the one before died in this role, or failed half way. */
    boolean isInherited() {
        return guard.recovered();
    }

    /** From now on the role is not given up in good order before {@link #end}. */
    void begin() {
        guard.markConsistent();
        halfWay = true;
    }

    /** Forgets that the one before ended half way: nothing is left of it. */
    void settle() {
        guard.markConsistent();
    }

    /** All was done. */
    void end() {
        guard.markConsistent();
        halfWay = false;
    }

    /**
     * Gives the role up, unless half of the work is done: then the end of the process does so.
     * Where there is no queue, the lock goes, too.
     */
    @Override
    public void close() throws IOException {
        if (!halfWay) {
            if (!isThereQueue(queue)) {
                ZooLock.unlink(lock.name());
            }
            guard.close();
            lock.close();
        }
    }
}
