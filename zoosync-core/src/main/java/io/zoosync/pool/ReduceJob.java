package io.zoosync.pool;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** A map whose messages each give one value, which the caller combines in order. */
final class ReduceJob extends MapJob {
    ReduceJob(
            Engine engine,
            Kernel kernel,
            Shipping.Shipped function,
            Object inputs,
            long total,
            MapOptions options) {
        super(engine, kernel, function, inputs, total, options);
    }

    /** The values by the index of their messages' first element, each in an array of its own. */
    @Override
    Map<Long, Object> allocateOutputs(long count) {
        return new ConcurrentSkipListMap<>();
    }

    @Override
    @SuppressWarnings("unchecked") // allocated above
    void store(Flight flight, ByteBuffer result, Object to) throws Exception {
        Object value = kernel.out().allocate(1);
        kernel.out().read(result, value, 0, 1, function);
        ((Map<Long, Object>) to).put(flight.first, value);
    }
}
