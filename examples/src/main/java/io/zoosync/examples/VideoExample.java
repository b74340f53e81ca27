package io.zoosync.examples;

import io.zoosync.array.DType;
import io.zoosync.arrays.ArrayClaim;
import io.zoosync.arrays.ArrayConsumer;
import io.zoosync.arrays.ArrayProducer;
import io.zoosync.arrays.ArrayView;
import io.zoosync.examples.notebook.Peer;
import io.zoosync.queue.ZooQueue;
import java.io.IOException;
import java.time.Duration;

/**
 * A video pipeline: this process makes frames of 1080 x 1920 pixels in three colours, two other
 * processes compute how bright they are. No frame is ever copied. {@code FRAMES} is optional.
 */
public final class VideoExample {
    private static final String QUEUE = "frames";
    private static final int FRAMES = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private VideoExample() {}

    /** Runs the pipeline, or, as the second process, one of its consumers. */
    public static void main(String[] args) throws Exception {
        if (args.length > 0 && args[0].equals("consume")) {
            consume();
            return;
        }
        int frames = args.length > 0 ? Integer.parseInt(args[0]) : FRAMES;
        ArrayProducer.open(QUEUE, 64 << 20).close();
        try (Peer first = Peer.start(VideoExample.class, "consume");
                Peer second = Peer.start(VideoExample.class, "consume")) {
            produce(frames);
            System.out.println(first.readLine());
            System.out.println(second.readLine());
        } finally {
            ZooQueue.unlink(QUEUE);
        }
    }

    private static void produce(int frames) throws IOException, InterruptedException {
        // tag::produce
        try (ArrayProducer camera = ArrayProducer.open("frames", 64 << 20)) {
            for (int i = 0; i < frames; i++) {
                try (ArrayClaim frame = camera.claim(DType.UINT8, 1080, 1920, 3)) {
                    frame.array().fill(i % 256); // in the queue's own memory
                    frame.array().slice("..., 0").fill(255); // all pixels' red
                    frame.commit();
                }
            }
        }
        // end::produce
    }

    private static void consume() throws IOException, InterruptedException {
        System.out.println("ready");
        int frames = 0;
        double brightness = 0;
        // tag::consume
        try (ArrayConsumer consumer = ArrayConsumer.attach("frames")) {
            boolean ended = false;
            while (!ended) {
                try (ArrayView frame = consumer.recv(PATIENCE, DType.UINT8, -1, -1, 3)) {
                    ended = frame == null; // no more frames for so long
                    if (!ended) {
                        brightness += frame.array().mean(); // read where it lies
                        frames++;
                        frame.commit();
                    }
                }
            }
        }
        // end::consume
        System.out.printf("%d frames, mean brightness %.1f%n", frames, brightness / frames);
    }
}
