package io.zoosync.queue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The queue as a {@link BlockingQueue}, and the codecs. */
class ObjectQueueTest extends QueueTestCase {
    private final ZooQueue queue = queue();
    private final BlockingQueue<String> strings = queue.asBlockingQueue(Codec.utf8());

    @Test
    void shouldDoAsABlockingQueueDoes() throws InterruptedException {
        assertTrue(strings.isEmpty());
        assertNull(strings.peek());
        assertNull(strings.poll());
        assertNull(strings.poll(1, TimeUnit.MILLISECONDS));
        strings.put("one");
        assertTrue(strings.offer("two"));
        assertTrue(strings.offer("three", 1, TimeUnit.DAYS));
        assertTrue(strings.add("four"));
        assertEquals(4, strings.size());
        assertEquals(Integer.MAX_VALUE, strings.remainingCapacity());
        assertEquals("one", strings.peek());
        assertEquals("one", strings.element());
        assertEquals("one", strings.take());
        assertEquals("two", strings.poll());
        assertEquals("three", strings.poll(1, TimeUnit.DAYS));
        assertEquals("four", strings.remove());
        assertTrue(strings.isEmpty());
        strings.addAll(List.of("five", "six"));
        strings.clear();
        assertNull(strings.poll());
        assertThrows(UnsupportedOperationException.class, strings::iterator);
        assertEquals(queue.toString(), strings.toString());
    }

    @Test
    void shouldSayWhenItIsFull() throws InterruptedException {
        String large = "x".repeat(2000);
        assertTrue(strings.offer(large));
        assertTrue(strings.offer(large));
        assertFalse(strings.offer(large));
        assertFalse(strings.offer(large, 10, TimeUnit.MILLISECONDS));
        assertThrows(IllegalStateException.class, () -> strings.add(large));
        assertThrows(IllegalArgumentException.class, () -> strings.offer("x".repeat(2049)));
        assertEquals(2, strings.size());
    }

    @Test
    void shouldDrainToCollections() throws InterruptedException {
        strings.addAll(List.of("a", "b", "c", "d", "e"));
        List<String> target = new ArrayList<>();
        assertEquals(0, strings.drainTo(target, 0));
        assertEquals(2, strings.drainTo(target, 2));
        assertEquals(3, strings.drainTo(target));
        assertEquals(List.of("a", "b", "c", "d", "e"), target);
        assertEquals(0, strings.drainTo(target));
        assertThrows(IllegalArgumentException.class, () -> strings.drainTo(strings));
        assertThrows(NullPointerException.class, () -> strings.drainTo(null));
    }

    @Test
    void shouldKeepWhatACollectionRefused() throws InterruptedException {
        strings.addAll(List.of("a", "b", "c"));
        List<String> immutable = List.of();
        assertThrows(UnsupportedOperationException.class, () -> strings.drainTo(immutable));
        assertEquals(3, strings.size());
        assertEquals("a", strings.peek());
        assertEquals("a", strings.take());
        assertEquals("b", strings.take());
    }

    @Test
    void shouldPeekAtWhatWasGivenBack() throws InterruptedException {
        strings.addAll(List.of("a", "b"));
        View view = queue.recvView();
        assertEquals("b", strings.peek());
        view.close();
        assertEquals("a", strings.peek());
        assertEquals("a", strings.peek());
        assertEquals("a", strings.take());
        assertEquals("b", strings.peek());
    }

    @Test
    void shouldRefuseNull() {
        assertThrows(NullPointerException.class, () -> strings.offer(null));
        assertThrows(NullPointerException.class, () -> strings.put(null));
        assertThrows(NullPointerException.class, () -> queue.asBlockingQueue(null));
        assertTrue(strings.isEmpty());
        assertEquals(0, queue.stats().usedBytes());
    }

    @Test
    void shouldDropAMessageThatItsCodecCannotWrite() throws InterruptedException {
        Codec<String> lying =
                new Codec<>() {
                    @Override
                    public int size(String value) {
                        return 1;
                    }

                    @Override
                    public void encode(String value, ByteBuffer target) {
                        Codec.utf8().encode(value, target);
                    }

                    @Override
                    public String decode(ByteBuffer source) {
                        throw new IllegalArgumentException("cannot be read");
                    }
                };
        BlockingQueue<String> objects = queue.asBlockingQueue(lying);
        assertThrows(RuntimeException.class, () -> objects.put("too long"));
        strings.put("a");
        assertThrows(IllegalArgumentException.class, objects::peek);
        assertThrows(IllegalArgumentException.class, objects::take);
        assertEquals("a", strings.take());
    }

    @Test
    void shouldCarryBytes() throws InterruptedException {
        BlockingQueue<byte[]> bytes = queue.asBlockingQueue(Codec.bytes());
        for (int length : new int[] {0, 1, 100, 2048}) {
            bytes.put(Payload.bytes(length, length));
            assertArrayEquals(Payload.bytes(length, length), bytes.peek());
            assertArrayEquals(Payload.bytes(length, length), bytes.take());
        }
    }

    @Test
    void shouldCarryAllCharacters() throws InterruptedException {
        StringBuilder text = new StringBuilder();
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                text.appendCodePoint(c);
            }
            if (text.length() > 400 || c == Character.MAX_CODE_POINT) {
                assertCarried(text.toString(), text.toString());
                text.setLength(0);
            }
        }
    }

    @Test
    void shouldReplaceLoneSurrogates() throws InterruptedException {
        assertCarried("", "");
        assertCarried("?", "\ud800");
        assertCarried("?", "\udfff");
        assertCarried("a?b", "a\udbffb");
        assertCarried("??", "\udc00\ud800");
        assertCarried("?\ud83d\ude00", "\ud83d\ud83d\ude00");
        assertCarried("\ud83d\ude00?", "\ud83d\ude00\ude00");
        assertCarried("?\ud83d\ude00?x", "\ud800\ud83d\ude00\udc00x");
    }

    @Test
    void shouldMeasureAnyMixOfSurrogates() throws InterruptedException {
        char[] alphabet = {'a', '\u00e9', '\u20ac', '\ud800', '\udbff', '\udc00', '\udfff'};
        char[] text = new char[5];
        for (int n = 0; n < 16807; n++) { // all words of five letters
            for (int i = 0, rest = n; i < text.length; i++, rest /= alphabet.length) {
                text[i] = alphabet[rest % alphabet.length];
            }
            String word = new String(text);
            byte[] expected = word.getBytes(StandardCharsets.UTF_8);
            assertEquals(expected.length, Codec.utf8().size(word));
        }
    }

    private void assertCarried(String expected, String sent) throws InterruptedException {
        strings.put(sent);
        assertEquals(expected, strings.take());
    }
}
