package io.zoosync.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.zoosync.testing.ChildJvm;
import java.io.IOException;

/** Another process that has a lock open, and does with it what it is told. */
final class Peer implements AutoCloseable {
    private final ChildJvm process;
    private Integer owner;

    private Peer(ChildJvm process) {
        this.process = process;
    }

    /** Starts a process; {@link #owner} waits until it has the lock open. */
    static Peer start(String lock, String... flags) throws IOException {
        return new Peer(ChildJvm.of(LockProcess.class, lock).flags(flags).start());
    }

    /** As {@link #start}, with a recovery handler: {@code repair}, or {@code halt}. */
    static Peer withHandler(String lock, String handler) throws IOException {
        return new Peer(ChildJvm.of(LockProcess.class, lock, handler).start());
    }

    /** How a lock was got. */
    static final class Taken {
        final boolean recovered;
        final long token;

        /** When, in terms of {@link System#nanoTime}, which all processes of a machine share. */
        final long nanos;

        private Taken(String answer) {
            String[] words = answer.split(" ");
            recovered = Boolean.parseBoolean(words[0]);
            token = Long.parseLong(words[1]);
            nanos = Long.parseLong(words[2]);
        }
    }

    ChildJvm process() {
        return process;
    }

    /** The owner word of the process. */
    int owner() {
        if (owner == null) {
            owner = Integer.valueOf(process.expectLine("ready "));
        }
        return owner;
    }

    /** Tells the process to do something, and goes on. */
    Peer tell(String command) {
        process.send(command);
        return this;
    }

    /** Waits for a line; returns what follows {@code answer} in it. */
    String hear(String answer) {
        owner();
        return process.expectLine(answer);
    }

    Taken acquire() {
        return tell("acquire").acquired();
    }

    /** Waits for the answer to {@code acquire}, or to {@code try}. */
    Taken acquired() {
        return new Taken(hear("acquired "));
    }

    /** Acquires the lock, which must have been left by one that died. */
    Taken recover() {
        Taken taken = acquire();
        assertEquals(true, taken.recovered, "recovered()");
        return taken;
    }

    void release() {
        tell("release").hear("released");
    }

    void markConsistent() {
        tell("mark").hear("marked");
    }

    /** How late it was, in nanoseconds, since this was last asked for. */
    long lateness() {
        return Long.parseLong(tell("late").hear("late "));
    }

    void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }
}
