package io.zoosync.protobuf;

/**
 * A message that a {@link ProtobufConsumer} received in place, kept from being overwritten until it
 * is committed or given back.
 *
 * <pre>{@code
 * try (ReceivedView order = consumer.recvView()) {
 *     handle(order.getLong(Order.ID_FIELD_NUMBER));
 *     order.commit();
 * } // without commit: received again
 * }</pre>
 *
 * <p>Messages that were sent in one batch share a slot. It goes back to the producers when the last
 * of them is committed. If one is given back, the whole batch is received again.
 */
public final class ReceivedView extends MessageView implements AutoCloseable {
    private final ProtobufConsumer<?> consumer;
    private boolean open;

    ReceivedView(MessageType type, ProtobufConsumer<?> consumer) {
        super(type, new Slot());
        this.consumer = consumer;
    }

    /** Says that the view was wrapped around a message that is in hand. */
    ReceivedView opened() {
        open = true;
        return this;
    }

    boolean isOpen() {
        return open;
    }

    /**
     * Says that the message has been dealt with. What was read from it before happens-before the
     * producers' writes of later messages in its place.
     *
     * @throws IllegalStateException if it was committed or given back already
     */
    public void commit() {
        if (!open) {
            throw new IllegalStateException("this message was committed or given back already");
        }
        end();
        consumer.committed();
    }

    /** Gives the message back to be received again, unless it was committed. */
    @Override
    public void close() {
        if (open) {
            end();
            consumer.givenBack();
        }
    }

    private void end() {
        open = false;
        leave();
    }
}
