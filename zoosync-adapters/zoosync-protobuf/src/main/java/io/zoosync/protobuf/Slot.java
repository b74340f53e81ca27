package io.zoosync.protobuf;

import com.google.protobuf.ByteString;
import io.zoosync.queue.Message;
import java.nio.charset.StandardCharsets;

/** The message in a queue that a view and all those below it read, and what they share for it. */
final class Slot {
    private static final int MOST_SCRATCH_BYTES = 1 << 16;

    private final WireScanner scanner = new WireScanner();
    private byte[] scratch = new byte[64];
    private Message message;
    private long id;
    private long turn;
    private int batchIndex;

    /** Turns to another message; what was made for the one before becomes stale. */
    void turnTo(Message next, int indexInBatch) {
        message = next;
        id = next.id();
        batchIndex = indexInBatch;
        turn++;
    }

    /** Leaves the message; what was made for it becomes stale. */
    void leave() {
        message = null;
    }

    /** Counts the messages that were turned to. */
    long turn() {
        return turn;
    }

    /** The message, for those who have checked that it is still theirs. */
    Message message() {
        return message;
    }

    int batchIndex() {
        return batchIndex;
    }

    /** A scanner that notes where fields are, or one that checks all that is in them as well. */
    WireScanner scanner(boolean thorough) {
        scanner.start(message, thorough);
        return scanner;
    }

    /** Where the content of a group ends and its end tag begins. */
    int endOfGroup(int number, int from, int to, int depth) {
        return scanner(false).endOfGroup(number, from, to, depth);
    }

    /**
     * Checks that the message is still that of a turn and has not ended.
     *
     * @throws IllegalStateException if it was committed or given back, or if the view was wrapped
     *     around another message since
     */
    void check(long expected) {
        if (turn != expected || message == null || message.id() != id) {
            throw stale(expected);
        }
        message.address(); // which throws if the message has ended
    }

    private IllegalStateException stale(long expected) {
        if (expected == 0) {
            return new IllegalStateException("this view is around no message yet");
        }
        return new IllegalStateException(
                turn == expected
                        ? "the message of this view was committed or given back already: id=" + id
                        : "this view is of an earlier message than the one in hand: id=" + id);
    }

    /**
     * Decodes a string.
     *
     * @param strictName of the field if it must be valid UTF-8, else null: what is malformed
     *     becomes U+FFFD
     */
    String decode(int from, int length, String strictName) {
        byte[] copy = length <= MOST_SCRATCH_BYTES ? scratch(length) : new byte[length];
        message.get(from, copy, 0, length);
        String text = new String(copy, 0, length, StandardCharsets.UTF_8);
        if (strictName != null
                && text.indexOf('\uFFFD') >= 0
                && !ByteString.copyFrom(copy, 0, length).isValidUtf8()) {
            throw InvalidProtobufMessageException.invalidUtf8(strictName, from);
        }
        return text;
    }

    private byte[] scratch(int length) {
        if (length > scratch.length) {
            scratch = new byte[Math.min(MOST_SCRATCH_BYTES, Math.max(length, 2 * scratch.length))];
        }
        return scratch;
    }
}
