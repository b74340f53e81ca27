package io.zoosync.examples;

import io.zoosync.arrow.ArrowBatch;
import io.zoosync.arrow.ArrowConsumer;
import io.zoosync.arrow.ArrowProducer;
import io.zoosync.queue.ZooQueue;
import java.io.IOException;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** Arrow record batches through a queue; the two ends could as well be in two processes. */
public final class ArrowExample {
    private static final Schema SCHEMA =
            new Schema(List.of(Field.nullable("amount", new ArrowType.Int(64, true))));

    private ArrowExample() {}

    /** Sends and receives a batch. */
    public static void main(String[] args) throws IOException, InterruptedException {
        try (BufferAllocator allocator = new RootAllocator();
                VectorSchemaRoot root = VectorSchemaRoot.create(SCHEMA, allocator)) {
            BigIntVector amounts = (BigIntVector) root.getVector("amount");
            amounts.setSafe(0, 40);
            amounts.setSafe(1, 2);
            root.setRowCount(2);
            send(root);
            System.out.println("sum " + receive(allocator));
            sendAndAbandon(root, allocator);
        }
        ZooQueue.unlink("sales");
    }

    private static void send(VectorSchemaRoot root) throws IOException, InterruptedException {
        // tag::send
        try (ArrowProducer producer = ArrowProducer.open("sales", 64 << 20, root.getSchema())) {
            producer.send(root); // each buffer is copied once, into the queue's memory
        }
        // end::send
    }

    private static long receive(BufferAllocator allocator)
            throws IOException, InterruptedException {
        // tag::receive
        long sum = 0;
        try (ArrowConsumer consumer = ArrowConsumer.attach("sales", allocator);
                ArrowBatch batch = consumer.recv()) { // vectors over the queue's memory, no copy
            BigIntVector amounts = (BigIntVector) batch.root().getVector("amount");
            for (int row = 0; row < amounts.getValueCount(); row++) {
                sum += amounts.get(row);
            }
        } // closing the batch commits it
        // end::receive
        return sum;
    }

    private static void sendAndAbandon(VectorSchemaRoot root, BufferAllocator allocator)
            throws IOException, InterruptedException {
        send(root);
        try (ArrowConsumer consumer = ArrowConsumer.attach("sales", allocator)) {
            // tag::abandon
            try (ArrowBatch batch = consumer.recv()) {
                try {
                    store(batch.root());
                } catch (RuntimeException e) {
                    batch.abandon(); // received again later, instead of committed
                    throw e;
                }
            }
            // end::abandon
        }
    }

    private static void store(VectorSchemaRoot root) {
        System.out.println("stored " + root.getRowCount() + " rows");
    }
}
