package io.zoosync.bench.peer;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A way to pass messages between two processes in one or two streams. */
public interface Transport extends AutoCloseable {
    /** Length of a small message: four longs. */
    int SMALL_BYTES = 32;

    /**
     * Opens a transport.
     *
     * @param kind its name
     * @param directory of this run, the same in both processes
     * @param capacityBytes how much a stream may hold
     * @param host true in exactly one of the processes, which keeps what serves both
     */
    static Transport open(String kind, Path directory, int capacityBytes, boolean host)
            throws Exception {
        return switch (kind) {
            case "zoosync-exclusive",
                    "zoosync-exclusive-sleeping",
                    "zoosync-exclusive-gathered",
                    "zoosync-exclusive-batch",
                    "zoosync-many-to-one-batch",
                    "zoosync-shared-batch",
                    "zoosync-many-to-one",
                    "zoosync-many-to-one-sleeping",
                    "zoosync-shared",
                    "zoosync-shared-sleeping" ->
                    new ZooTransport(capacityBytes, kind);
            case "limit-java-alone", "limit-java-lock", "limit-java-record" ->
                    new BareTransport(directory, capacityBytes, kind);
            case "chronicle" -> new ChronicleTransport(directory);
            case "unix-socket", "pipe" -> StreamTransport.open(kind, directory, capacityBytes);
            case "aeron-exclusive",
                    "aeron-exclusive-checked",
                    "aeron-exclusive-block",
                    "aeron-exclusive-invoker",
                    "aeron-exclusive-dedicated",
                    "aeron-concurrent",
                    "aeron-concurrent-checked",
                    "aeron-concurrent-invoker",
                    "aeron-concurrent-dedicated" ->
                    new AeronTransport(directory, capacityBytes, host, kind);
            case "agrona-one-to-one" -> new AgronaTransport(directory, capacityBytes, false);
            case "agrona-many-to-one" -> new AgronaTransport(directory, capacityBytes, true);
            default -> throw new IllegalArgumentException("kind=" + kind);
        };
    }

    /** The sending end of a stream. */
    Sender sender(int stream) throws Exception;

    /** The receiving end of a stream. */
    Receiver receiver(int stream) throws Exception;

    @Override
    void close();

    private static UnsupportedOperationException onlySmall() {
        return new UnsupportedOperationException("it passes small messages only");
    }

    /** Writes messages in place. */
    interface Sender {
        /** Sends the four longs from {@code first} up, or nothing if there is no room. */
        boolean trySend(long first);

        /** Passes on what was kept so as to be sent with what follows. */
        default void flush() {}

        /**
         * Has a message of some length filled in place, or sends nothing if there is no room. Not
         * of those that only gather small ones.
         */
        default boolean trySend(int length, Filler filler) {
            throw onlySmall();
        }
    }

    /** Reads messages in place. */
    interface Receiver {
        /** Passes on at most {@code limit} small messages; tells how many there were. */
        int poll(SmallMessages messages, int limit);

        /**
         * Passes on at most one message whole; tells how many there were. Not of those that only
         * spread small ones.
         */
        default int poll(Reader reader) {
            throw onlySmall();
        }
    }

    /** Writes every byte of a message. */
    @FunctionalInterface
    interface Filler {
        void fill(ByteBuffer message);
    }

    /** Reads every byte of a message. */
    @FunctionalInterface
    interface Reader {
        void read(ByteBuffer message);
    }
}
