package io.zoosync.protobuf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.ExtensionRegistry;
import com.google.protobuf.Message;
import com.google.protobuf.UninitializedMessageException;
import io.zoosync.protobuf.three.Everything;
import io.zoosync.protobuf.two.Closed;
import io.zoosync.protobuf.two.Plain;
import io.zoosync.protobuf.two.Strict;
import io.zoosync.protobuf.two.ZoosyncTestProto2;
import io.zoosync.queue.ZooQueue;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Producers and consumers of one process, message by message. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProtobufQueueTest {
    private static final String NAME = "messages";
    private static final int CAPACITY = 1 << 16;
    private static final Plain PLAIN = Plain.getDefaultInstance();

    @AfterEach
    void unlink() throws IOException {
        ZooQueue.unlink(NAME);
    }

    private static ProtobufProducer<Plain> producer() throws IOException {
        return ProtobufProducer.open(NAME, CAPACITY, PLAIN);
    }

    private static Plain plain(long number) {
        return Plain.newBuilder().setNumber(number).setText("text " + number).build();
    }

    @Test
    void shouldReceiveWhatWasSentOfAllTypes() throws Exception {
        for (var type : Schemas.types()) {
            DynamicMessage prototype = DynamicMessage.getDefaultInstance(type);
            ExtensionRegistry extensions = Schemas.EXTENSIONS;
            try (var producer = ProtobufProducer.open(NAME, 1 << 20, prototype);
                    var consumer = ProtobufConsumer.attach(NAME, prototype, extensions)) {
                int sent = 0;
                for (int seed = 0; seed < 300; seed++) {
                    DynamicMessage message = random(prototype, seed);
                    if (message != null) {
                        producer.send(message);
                        if (seed % 2 == 0) {
                            assertEquals(message, consumer.tryRecv());
                        } else {
                            checkView(message, consumer);
                        }
                        sent++;
                    }
                }
                assertTrue(sent > 50, sent + " of " + type.getFullName());
            }
            ZooQueue.unlink(NAME);
        }
    }

    private static DynamicMessage random(DynamicMessage prototype, int seed) {
        byte[] bytes =
                new RandomWire(new Random(seed), 0).message(prototype.getDescriptorForType());
        try {
            var parser = prototype.getParserForType();
            // Twice, as the last one of repeated entries in a message set is the one that is sent.
            DynamicMessage first = parser.parseFrom(bytes, Schemas.EXTENSIONS);
            return parser.parseFrom(first.toByteString(), Schemas.EXTENSIONS);
        } catch (IOException | UninitializedMessageException e) {
            return null; // one that lacks something
        }
    }

    private static void checkView(Message sent, ProtobufConsumer<?> consumer) {
        try (ReceivedView view = consumer.tryRecvView()) {
            Comparison.check(sent, view.validate());
            view.commit();
        }
    }

    @Test
    void shouldBeReceivedOnceInOrder() throws Exception {
        try (var producer = producer();
                var consumer = ProtobufConsumer.attach(NAME, PLAIN)) {
            assertNull(consumer.tryRecv());
            assertNull(consumer.tryRecvView());
            assertNull(consumer.recv(Duration.ofMillis(1)));
            assertNull(consumer.recvView(Duration.ofMillis(1)));
            producer.send(plain(1));
            assertTrue(producer.trySend(plain(2)));
            assertTrue(producer.send(plain(3), Duration.ofSeconds(1)));
            producer.send(PLAIN);
            assertEquals(plain(1), consumer.recv());
            long id = consumer.id();
            assertEquals(0, consumer.indexInBatch());
            assertEquals(1, consumer.deliveries());
            assertFalse(consumer.redelivered());
            assertEquals(plain(2), consumer.recv(Duration.ofSeconds(1)));
            assertTrue(consumer.id() > id);
            try (ReceivedView view = consumer.recvView()) {
                assertEquals(3, view.getLong("number"));
                assertEquals(1, view.deliveries());
                view.commit();
            }
            assertEquals(PLAIN, consumer.tryRecv());
            assertNull(consumer.tryRecv());
        }
    }

    @Test
    void shouldSayWhetherThereWasRoom() throws Exception {
        Plain large = Plain.newBuilder().setText("x".repeat(CAPACITY / 4)).build();
        try (var producer = producer();
                var consumer = ProtobufConsumer.attach(NAME, PLAIN)) {
            int sent = 0;
            while (producer.trySend(large)) {
                sent++;
            }
            assertTrue(sent >= 2 && sent <= 4, sent + " sent");
            assertFalse(producer.send(large, Duration.ofMillis(1)));
            assertEquals(large, consumer.tryRecv());
            assertTrue(producer.trySend(large));
        }
    }

    @Test
    void shouldSendNothingThatCannotBeReceived() throws Exception {
        Plain tooLong = Plain.newBuilder().setText("x".repeat(CAPACITY)).build();
        try (var producer = producer()) {
            String longText =
                    assertThrows(IllegalArgumentException.class, () -> producer.send(tooLong))
                            .getMessage();
            assertTrue(longText.contains("up to"), longText);
        }
        ZooQueue.unlink(NAME);
        Strict lacking = Strict.newBuilder().setNumber(1).buildPartial();
        Strict whole = Strict.newBuilder().setNumber(2).setClosed(Closed.BIG).build();
        try (var producer = ProtobufProducer.open(NAME, CAPACITY, lacking);
                var consumer = ProtobufConsumer.attach(NAME, lacking)) {
            assertThrows(UninitializedMessageException.class, () -> producer.send(lacking));
            producer.send(whole);
            assertEquals(whole, consumer.tryRecv());
        }
    }

    @Test
    void shouldRefuseAnotherType() throws Exception {
        Everything other = Everything.getDefaultInstance();
        try (var producer = producer()) {
            String text =
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> ProtobufConsumer.attach(NAME, other))
                            .getMessage();
            assertEquals(
                    "queue 'messages' has messages of the type zoosync.test.two.Plain,"
                            + " not zoosync.test.three.Everything",
                    text);
            assertThrows(
                    IllegalArgumentException.class,
                    () -> ProtobufProducer.open(NAME, CAPACITY, other));
            @SuppressWarnings("unchecked") // what a program without generics does
            ProtobufProducer<Message> untyped = (ProtobufProducer<Message>) (Object) producer;
            String sending =
                    assertThrows(IllegalArgumentException.class, () -> untyped.send(other))
                            .getMessage();
            assertTrue(sending.contains("zoosync.test.two.Plain"), sending);
            assertTrue(sending.contains("zoosync.test.three.Everything"), sending);
        }
    }

    @Test
    void shouldRefuseQueuesOfOthers() throws Exception {
        assertThrows(NoSuchFileException.class, () -> ProtobufConsumer.attach(NAME, PLAIN));
        try (ZooQueue queue = ZooQueue.create(NAME, CAPACITY)) {
            queue.put(new byte[1]);
            String text =
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> ProtobufConsumer.attach(NAME))
                            .getMessage();
            assertEquals("queue 'messages' is no queue of protobuf messages", text);
            assertThrows(IllegalArgumentException.class, ProtobufQueueTest::producer);
        }
    }

    @Test
    void shouldReadWithoutTheClass() throws Exception {
        io.zoosync.protobuf.two.Everything sent =
                io.zoosync.protobuf.two.Everything.newBuilder()
                        .setSint32Field(-5)
                        .setClosedField(Closed.MINUS)
                        .putInt32Map(7, "seven")
                        .setExtension(ZoosyncTestProto2.int32Extension, 9)
                        .build();
        try (var producer = ProtobufProducer.open(NAME, CAPACITY, sent);
                var consumer = ProtobufConsumer.attach(NAME)) {
            producer.send(sent);
            producer.send(sent);
            DynamicMessage parsed = consumer.tryRecv();
            assertEquals(sent.toByteString(), parsed.toByteString());
            assertEquals("zoosync.test.two.Everything", consumer.descriptor().getFullName());
            try (ReceivedView view = consumer.tryRecvView()) {
                assertEquals(-5, view.getInt("sint32_field"));
                assertEquals("MINUS", view.getEnum("closed_field").getName());
                assertTrue(view.map("int32_map").find(7));
                assertTrue(view.unknownFields().hasField(100), "the extension is not known");
            }
        }
    }

    @Test
    void shouldParseAsTheClassThatIsAskedFor() throws Exception {
        Plain generated = Plain.newBuilder(plain(5)).setInner(plain(6)).build();
        DynamicMessage dynamic = DynamicMessage.newBuilder(generated).build();
        try (var producer =
                        ProtobufProducer.open(NAME, CAPACITY, dynamic.getDefaultInstanceForType());
                var consumer = ProtobufConsumer.attach(NAME, PLAIN)) {
            producer.send(dynamic);
            try (ReceivedView view = consumer.recvView()) {
                assertInstanceOf(Plain.class, view.toMessage());
                assertInstanceOf(Plain.class, view.message("inner").toMessage());
                assertEquals(generated, view.toMessage(Plain.parser()));
            }
            assertEquals(generated, consumer.recv());
        }
    }

    @Test
    void shouldKeepLongMessagesApart() throws Exception {
        try (var producer = producer();
                var consumer = ProtobufConsumer.attach(NAME, PLAIN)) {
            Plain[] received = new Plain[4];
            for (int i = 0; i < received.length; i++) {
                producer.send(
                        plain(i).toBuilder().setText("abcd".charAt(i) + "x".repeat(3000)).build());
                received[i] = consumer.tryRecv();
            }
            for (int i = 0; i < received.length; i++) {
                assertEquals("abcd".charAt(i), received[i].getText().charAt(0));
                assertEquals(i, received[i].getNumber());
            }
        }
    }

    @Test
    void shouldBeSharedByThreads() throws Exception {
        int threads = 4;
        int each = 2000;
        Set<Long> received = ConcurrentHashMap.newKeySet();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (var producer = producer();
                var consumer = ProtobufConsumer.attach(NAME, PLAIN)) {
            Future<?>[] ends = new Future<?>[threads];
            for (int t = 0; t < threads; t++) {
                long first = (long) t * each;
                ends[t] =
                        pool.submit(
                                () -> {
                                    for (long i = first; i < first + each; i++) {
                                        producer.send(plain(i));
                                    }
                                    return null;
                                });
            }
            for (int i = 0; i < threads * each; i++) {
                Plain message = consumer.recv();
                assertEquals("text " + message.getNumber(), message.getText());
                assertTrue(received.add(message.getNumber()));
            }
            for (Future<?> end : ends) {
                end.get();
            }
            assertNull(consumer.tryRecv());
        } finally {
            pool.shutdownNow();
        }
        assertEquals(threads * each, received.size());
    }

    @Test
    void shouldKeepOthersOutOfExclusiveEnds() throws Exception {
        ExtensionRegistry none = ExtensionRegistry.getEmptyRegistry();
        try (var producer = ProtobufProducer.openExclusive(NAME, CAPACITY, PLAIN);
                var consumer = ProtobufConsumer.attachExclusive(NAME, PLAIN, none);
                ZooQueue queue = ZooQueue.attach(NAME)) {
            assertEquals(NAME, producer.name());
            assertEquals(NAME, consumer.name());
            assertFalse(queue.tryPut(new byte[1]));
            assertTrue(producer.trySend(PLAIN));
            assertNull(queue.tryTake());
            assertEquals(PLAIN, consumer.tryRecv());
            for (int i = 0; i < 10_000; i++) {
                assertTrue(i % 2 == 0 ? producer.trySend(plain(i)) : send(producer, i));
                assertEquals(i, consumer.tryRecv().getNumber());
            }
        }
        try (ZooQueue queue = ZooQueue.attach(NAME)) {
            assertTrue(queue.tryPut(new byte[1]), "the end was closed");
        }
    }

    private static boolean send(ProtobufProducer<Plain> producer, int number) throws Exception {
        producer.send(plain(number));
        return true;
    }

    @Test
    void shouldDropMalformedMessagesOnly() throws Exception {
        try (var producer = producer();
                var consumer = ProtobufConsumer.attach(NAME, PLAIN);
                ZooQueue queue = ZooQueue.attach(NAME)) {
            byte[] good = {2, 0x08, 7};
            byte[] noWireType = {1, 0x07};
            byte[] beyond = {2, 0x08, 7, 9, 0x08};
            queue.put(noWireType);
            assertThrows(InvalidProtobufMessageException.class, consumer::tryRecv);
            queue.put(noWireType);
            assertThrows(InvalidProtobufMessageException.class, consumer::tryRecvView);
            queue.put(new byte[] {1, 0x07, 2, 0x08, 7});
            assertThrows(InvalidProtobufMessageException.class, consumer::tryRecv);
            assertEquals(7, consumer.tryRecv().getNumber());
            queue.put(beyond);
            assertEquals(7, consumer.tryRecv().getNumber());
            assertThrows(InvalidProtobufMessageException.class, consumer::tryRecv);
            queue.put(new byte[0]);
            assertThrows(InvalidProtobufMessageException.class, consumer::tryRecvView);
            queue.put(good);
            assertEquals(7, consumer.tryRecv().getNumber());
            assertNull(consumer.tryRecv());
            producer.send(plain(1));
            assertEquals(plain(1), consumer.recv());
        }
    }

    @Test
    void shouldRefuseUseAfterClose() throws Exception {
        var producer = producer();
        var consumer = ProtobufConsumer.attach(NAME, PLAIN);
        producer.close();
        producer.close();
        consumer.close();
        consumer.close();
        assertThrows(IllegalStateException.class, () -> producer.send(PLAIN));
        assertThrows(IllegalStateException.class, () -> producer.trySend(PLAIN));
        assertThrows(IllegalStateException.class, consumer::recv);
        assertThrows(IllegalStateException.class, consumer::tryRecvView);
        assertThrows(IllegalStateException.class, () -> consumer.drain(view -> {}, 1));
    }

    @Test
    void shouldCopyWhatIsKept() throws Exception {
        Everything sent =
                Everything.newBuilder()
                        .setBytesField(ByteString.copyFromUtf8("x".repeat(50)))
                        .build();
        try (var producer = ProtobufProducer.open(NAME, CAPACITY, sent);
                var consumer = ProtobufConsumer.attach(NAME, sent)) {
            producer.send(sent);
            Message kept;
            ByteString bytes;
            try (ReceivedView view = consumer.recvView()) {
                kept = view.toMessage();
                bytes = view.bytes("bytes_field").toByteString();
                assertNotSame(kept, view.toMessage());
                assertSame(view.bytes("bytes_field"), view.bytes("bytes_field"));
                view.commit();
            }
            for (int i = 0; i < 3 * CAPACITY / 50; i++) { // over the slot that it was in
                producer.send(Everything.newBuilder().setChoiceText("y".repeat(50)).build());
                consumer.recv();
            }
            assertEquals(sent, kept);
            assertEquals(sent.getBytesField(), bytes);
        }
    }
}
