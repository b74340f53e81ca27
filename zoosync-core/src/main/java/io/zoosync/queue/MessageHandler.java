package io.zoosync.queue;

/** Takes the messages of a {@code drain}. */
@FunctionalInterface
public interface MessageHandler {
    /**
     * Reads one message in place. When this returns, the message is committed; if it throws, the
     * message is received again later, and the exception reaches the caller of {@code drain}.
     *
     * @param message valid during this call only
     */
    void onMessage(Message message);
}
