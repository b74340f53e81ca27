package io.zoosync.concurrency;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Things for the states of a jcstress test that are too dear to be made for each. They are given
 * out in turn; there are more of them than states at a time (see {@link Jcstress}), so that none is
 * given out before its last user is done with it.
 */
public final class Pool<T> {
    static final int SIZE = 192;

    private final List<T> things = new ArrayList<>(SIZE);
    private final AtomicInteger next = new AtomicInteger();

    /** Makes the things, each from its number. */
    public Pool(Factory<T> factory) {
        try {
            for (int i = 0; i < SIZE; i++) {
                things.add(factory.make(i));
            }
        } catch (Exception e) {
            throw new IllegalStateException("a pool for states cannot be filled", e);
        }
    }

    public T next() {
        return things.get(Math.floorMod(next.getAndIncrement(), SIZE));
    }

    /** Makes one of the things. */
    public interface Factory<T> {
        T make(int number) throws Exception;
    }
}
