package io.zoosync.examples.demo;

import io.zoosync.arrow.ArrowProducer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Sends the table in batches, whole, until the time is over; says how often and how many. */
final class TableSender {
    private TableSender() {}

    public static void main(String[] args) throws Exception {
        Parent parent = Parent.connect();
        try (BufferAllocator allocator = new RootAllocator();
                Flights flights = Flights.load(allocator);
                ArrowProducer producer =
                        ArrowProducer.open(
                                StreamPart.QUEUE, StreamPart.CAPACITY, flights.schema())) {
            List<VectorSchemaRoot> batches = flights.batches(StreamPart.BATCH_ROWS);
            parent.say("ready");
            parent.hear();
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Integer.parseInt(args[0]));
            long passes = 0;
            do {
                for (VectorSchemaRoot batch : batches) {
                    producer.send(batch);
                }
                passes++;
            } while (System.nanoTime() < end);
            parent.say(passes, passes * batches.size());
            batches.forEach(VectorSchemaRoot::close);
        }
    }
}
