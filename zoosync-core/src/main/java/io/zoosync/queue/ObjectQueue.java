package io.zoosync.queue;

import java.nio.ByteOrder;
import java.time.Duration;
import java.util.AbstractQueue;
import java.util.Collection;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** A {@link ZooQueue} as a {@link BlockingQueue}, each object copied through a {@link Codec}. */
final class ObjectQueue<T> extends AbstractQueue<T> implements BlockingQueue<T> {
    private final ZooQueue queue;
    private final SharedReceipts receipts;
    private final Codec<T> codec;

    ObjectQueue(ZooQueue queue, SharedReceipts receipts, Codec<T> codec) {
        this.queue = queue;
        this.receipts = receipts;
        this.codec = Objects.requireNonNull(codec, "codec");
    }

    @Override
    public void put(T value) throws InterruptedException {
        send(queue.claim(codec.size(value)), value);
    }

    @Override
    public boolean offer(T value) {
        return send(queue.tryClaim(codec.size(value)), value);
    }

    @Override
    public boolean offer(T value, long timeout, TimeUnit unit) throws InterruptedException {
        Duration limit = Duration.ofNanos(unit.toNanos(timeout));
        return send(queue.claim(codec.size(value), Record.ALIGNMENT, limit), value);
    }

    private boolean send(Claim claim, T value) {
        if (claim == null) {
            return false;
        }
        try (claim) {
            codec.encode(value, claim.buffer());
            claim.commit();
        }
        return true;
    }

    @Override
    public T take() throws InterruptedException {
        return receive(queue.recvView());
    }

    @Override
    public T poll() {
        return receive(queue.tryRecvView());
    }

    @Override
    public T poll(long timeout, TimeUnit unit) throws InterruptedException {
        return receive(queue.recvView(Duration.ofNanos(unit.toNanos(timeout))));
    }

    private T receive(View view) {
        if (view == null) {
            return null;
        }
        try (view) {
            T value = decode(view);
            view.commit();
            return value;
        }
    }

    private T decode(Message message) {
        return codec.decode(message.buffer().asReadOnlyBuffer().order(ByteOrder.nativeOrder()));
    }

    /** The next value, which stays; null as well if a living process is in its way. */
    @Override
    public T peek() {
        return receipts.peek(this::decode);
    }

    @Override
    public int drainTo(Collection<? super T> target) {
        return drainTo(target, Integer.MAX_VALUE);
    }

    @Override
    public int drainTo(Collection<? super T> target, int most) {
        if (target == this) {
            throw new IllegalArgumentException("cannot drain a queue to itself");
        }
        Objects.requireNonNull(target, "target");
        return queue.drain(message -> target.add(decode(message)), most);
    }

    /**
     * {@link Integer#MAX_VALUE}: the capacity is in bytes, so how many objects fit is not known.
     */
    @Override
    public int remainingCapacity() {
        return Integer.MAX_VALUE;
    }

    @Override
    public int size() {
        return queue.size();
    }

    /** Not supported: another process may take any of the objects at any time. */
    @Override
    public Iterator<T> iterator() {
        throw new UnsupportedOperationException(
                "a queue between processes has no iterator: take() or drainTo() what is in it");
    }

    @Override
    public String toString() {
        return queue.toString();
    }
}
