package io.zoosync.protobuf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.protobuf.three.Everything;
import io.zoosync.protobuf.three.Plain;
import io.zoosync.queue.ZooQueue;
import io.zoosync.testing.ChildJvm;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Messages between processes, some of which die. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProcessTest {
    private static final String NAME = "process-messages";
    private static final int CAPACITY = 1 << 16;
    private static final int SLOTS = 200;
    private static final int BATCH = 7;
    private static final Everything PROTOTYPE = Everything.getDefaultInstance();

    @AfterEach
    void unlink() throws IOException {
        ZooQueue.unlink(NAME);
    }

    private static Everything message(int number) {
        return Everything.newBuilder()
                .setInt32Field(number)
                .setStringField("größer " + number)
                .setBytesField(ByteString.copyFrom(new byte[number % 500]))
                .setPlainField(Plain.newBuilder().setNumber(-number))
                .addAllSint64List(List.of(1L, (long) number, Long.MIN_VALUE))
                .putStringMap("number", Integer.toString(number))
                .build();
    }

    private static List<Everything> batch(int slot) {
        return IntStream.range(slot * BATCH, (slot + 1) * BATCH)
                .mapToObj(ProcessTest::message)
                .toList();
    }

    /** Sends batches, and single messages between them. */
    static final class Sender {
        public static void main(String[] arguments) throws Exception {
            try (var producer = ProtobufProducer.open(NAME, CAPACITY, PROTOTYPE)) {
                for (int slot = 0; slot < SLOTS; slot++) {
                    if (slot % 2 == 0) {
                        producer.sendAll(batch(slot));
                    } else {
                        for (Everything message : batch(slot)) {
                            producer.send(message);
                        }
                    }
                }
            }
        }
    }

    /** Receives the first message of a slot, shows another one, and holds it. */
    static final class Holder {
        public static void main(String[] arguments) throws Exception {
            var consumer = ProtobufConsumer.attach(NAME, PROTOTYPE);
            System.out.println("received " + consumer.recv().getInt32Field());
            ReceivedView view = consumer.recvView();
            System.out.println("holds " + view.getInt("int32_field"));
            while (System.in.read() >= 0) {
                // until it is killed
            }
            view.close();
        }
    }

    /** Reads by view, without the class, what another process sends. */
    static final class Reader {
        public static void main(String[] arguments) throws Exception {
            long sum = 0;
            try (var consumer = ProtobufConsumer.attach(NAME)) {
                for (int i = 0; i < SLOTS * BATCH; i++) {
                    try (ReceivedView view = consumer.recvView(ChildJvm.PATIENCE)) {
                        sum += view.validate().getInt("int32_field");
                        sum += view.message("plain_field").getInt("number");
                        sum += view.repeated("sint64_list").getLong(1);
                        view.commit();
                    }
                }
            }
            System.out.println("sum " + sum);
        }
    }

    @Test
    void shouldReceiveWhatAnotherProcessSends() throws Exception {
        ProtobufProducer.open(NAME, CAPACITY, PROTOTYPE).close();
        try (ChildJvm sender = ChildJvm.start(Sender.class);
                var consumer = ProtobufConsumer.attach(NAME, PROTOTYPE)) {
            for (int i = 0; i < SLOTS * BATCH; i++) {
                if (i % 2 == 0) {
                    assertEquals(message(i), consumer.recv(ChildJvm.PATIENCE));
                } else {
                    try (ReceivedView view = consumer.recvView(ChildJvm.PATIENCE)) {
                        Comparison.check(message(i), view);
                        view.commit();
                    }
                }
                assertFalse(consumer.redelivered());
            }
            sender.expectExit(0);
            assertNull(consumer.tryRecv());
        }
    }

    @Test
    void shouldBeReadInAnotherProcess() throws Exception {
        long expected = 0;
        try (var producer = ProtobufProducer.openExclusive(NAME, CAPACITY, PROTOTYPE);
                ChildJvm reader = ChildJvm.start(Reader.class)) {
            for (int slot = 0; slot < SLOTS; slot++) {
                assertTrue(producer.sendAll(batch(slot), Duration.ofSeconds(60)), reader::output);
            }
            for (int i = 0; i < SLOTS * BATCH; i++) {
                expected += i;
            }
            assertEquals(Long.toString(expected), reader.expectLine("sum"));
            reader.expectExit(0);
        }
    }

    @Test
    void shouldReceiveAgainWhatADeadConsumerHeld() throws Exception {
        try (var producer = ProtobufProducer.open(NAME, CAPACITY, PROTOTYPE);
                ChildJvm victim = ChildJvm.start(Holder.class)) {
            producer.send(message(1));
            producer.sendAll(batch(2));
            assertEquals("1", victim.expectLine("received"));
            assertEquals(Integer.toString(2 * BATCH), victim.expectLine("holds"));
            victim.kill();
            try (var heir = ProtobufConsumer.attach(NAME, PROTOTYPE)) {
                for (int i = 0; i < BATCH; i++) {
                    assertEquals(message(2 * BATCH + i), heir.recv(ChildJvm.PATIENCE));
                    assertTrue(heir.redelivered(), "message " + i + " of the batch");
                    assertEquals(i, heir.indexInBatch());
                }
                producer.send(message(99));
                assertEquals(message(99), heir.recv(ChildJvm.PATIENCE));
                assertFalse(heir.redelivered());
                assertNull(heir.tryRecv());
            }
        }
    }

    /** A batch is received whole again, even if its first messages were parsed already. */
    @Test
    void shouldReceiveABatchAgainThatADeadConsumerHadBegun() throws Exception {
        try (var producer = ProtobufProducer.open(NAME, CAPACITY, PROTOTYPE);
                ChildJvm victim = ChildJvm.start(Holder.class)) {
            producer.sendAll(batch(0));
            assertEquals("0", victim.expectLine("received"));
            assertEquals("1", victim.expectLine("holds"));
            victim.kill();
            try (var heir = ProtobufConsumer.attach(NAME, PROTOTYPE)) {
                for (int i = 0; i < BATCH; i++) {
                    assertEquals(message(i), heir.recv(ChildJvm.PATIENCE));
                    assertEquals(2, heir.deliveries());
                }
                assertNull(heir.tryRecv());
            }
        }
    }

    /** The first slot is a batch, the next ones are the messages of the second. */
    @Test
    void shouldReceiveNothingOfASendThatDied() throws Exception {
        for (int claims = 1; claims < 4; claims++) {
            try (var producer = ProtobufProducer.open(NAME, CAPACITY, PROTOTYPE);
                    ChildJvm victim =
                            ChildJvm.of(Sender.class)
                                    .crashAt(CrashPoint.QUEUE_CLAIMED, claims)
                                    .start();
                    var consumer = ProtobufConsumer.attach(NAME, PROTOTYPE)) {
                victim.expectExit(ChildJvm.KILLED);
                int whole = claims == 1 ? 0 : BATCH + claims - 2;
                producer.send(message(7777));
                for (int i = 0; i < whole; i++) {
                    assertEquals(message(i), consumer.recv(ChildJvm.PATIENCE));
                }
                assertEquals(message(7777), consumer.recv(ChildJvm.PATIENCE));
                assertNull(consumer.tryRecv());
            }
            ZooQueue.unlink(NAME);
        }
    }
}
