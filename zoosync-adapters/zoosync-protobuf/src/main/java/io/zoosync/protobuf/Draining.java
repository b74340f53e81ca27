package io.zoosync.protobuf;

import io.zoosync.queue.Message;
import io.zoosync.queue.MessageHandler;
import java.util.Objects;
import java.util.function.Consumer;

/** Shows the messages of each slot to a handler, and counts. */
final class Draining implements MessageHandler {
    private final MessageView view;
    private final Batch batch = new Batch();
    private Consumer<? super MessageView> handler;
    private InvalidProtobufMessageException failure;
    private int handled;

    Draining(MessageView view) {
        this.view = view;
    }

    void begin(Consumer<? super MessageView> to) {
        handler = Objects.requireNonNull(to, "handler");
        failure = null;
        handled = 0;
    }

    boolean isUnderWay() {
        return handler != null;
    }

    void end() {
        handler = null;
    }

    /** How many messages were dealt with, or what was wrong with the first malformed one. */
    int result() {
        if (failure != null) {
            throw failure;
        }
        return handled;
    }

    @Override
    public void onMessage(Message slot) {
        batch.start(slot);
        show(slot, batch);
    }

    /** Shows the messages of a slot that a batch has not passed yet. */
    void show(Message slot, Batch messages) {
        while (messages.hasMore()) {
            try {
                messages.next();
            } catch (InvalidProtobufMessageException e) {
                fail(e);
                return;
            }
            show(slot, messages.offset(), messages.length(), messages.index());
        }
    }

    private void show(Message slot, int offset, int length, int index) {
        try {
            view.wrap(slot, offset, length, index);
            handler.accept(view);
            handled++;
        } catch (InvalidProtobufMessageException e) {
            fail(e);
        } finally {
            view.leave();
        }
    }

    private void fail(InvalidProtobufMessageException e) {
        if (failure == null) {
            failure = e;
        } else {
            failure.addSuppressed(e);
        }
    }
}
