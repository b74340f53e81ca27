package io.zoosync.examples;

import io.zoosync.queue.Codec;
import io.zoosync.queue.ZooQueue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** A queue between processes behind an interface of {@code java.util.concurrent}. */
public final class BlockingQueueExample {
    private BlockingQueueExample() {}

    /** Sends strings and records. */
    public static void main(String[] args) throws IOException, InterruptedException {
        try (ZooQueue queue = ZooQueue.open("names", 1 << 16)) {
            // tag::strings
            BlockingQueue<String> names = queue.asBlockingQueue(Codec.utf8());
            names.put("Ada");
            String name = names.poll(1, TimeUnit.SECONDS);
            // end::strings
            System.out.println(name);

            BlockingQueue<Point> points = queue.asBlockingQueue(new PointCodec());
            points.put(new Point(3, 4));
            System.out.println(points.take());
        }
        ZooQueue.unlink("names");
    }

    // tag::codec
    record Point(double x, double y) {}

    static final class PointCodec implements Codec<Point> {
        @Override
        public int size(Point point) {
            return 2 * Double.BYTES;
        }

        @Override
        public void encode(Point point, ByteBuffer target) {
            target.putDouble(point.x()).putDouble(point.y());
        }

        @Override
        public Point decode(ByteBuffer source) {
            return new Point(source.getDouble(), source.getDouble());
        }
    }
    // end::codec
}
