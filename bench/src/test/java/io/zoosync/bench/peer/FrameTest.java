package io.zoosync.bench.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stream of bytes brings in pieces comes out as the messages that went in. */
class FrameTest {
    private static final int MESSAGES = 100;
    private static final int LENGTH = 1000;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 40, 41, 4096})
    void smallMessagesComeWholeAndInOrder(int piece) {
        FrameWriter writer = new FrameWriter(Channels.newChannel(bytes), 128);
        for (int i = 0; i < MESSAGES; i++) {
            assertTrue(writer.trySend(i));
        }
        writer.flush();
        FrameReader reader = new FrameReader(in(piece), 128);
        SmallMessages received = new SmallMessages(); // throws at what is not the next one
        while (received.count() < MESSAGES) {
            reader.poll(received, 2);
        }
        assertEquals(MESSAGES, received.count());
        assertThrows(UncheckedIOException.class, () -> reader.poll(received, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 13, LENGTH, LENGTH + Long.BYTES, 4096})
    void longMessagesComeWholeAndInOrder(int piece) {
        WholeMessages messages = new WholeMessages();
        FrameWriter writer = new FrameWriter(Channels.newChannel(bytes), LENGTH + Long.BYTES);
        for (int i = 0; i < MESSAGES; i++) {
            long number = i;
            assertTrue(writer.trySend(LENGTH, message -> messages.fill(message, number)));
        }
        writer.flush();
        FrameReader reader = new FrameReader(in(piece), LENGTH + Long.BYTES);
        long polled = 0;
        while (messages.count() < MESSAGES) {
            polled += reader.poll(messages::read); // throws at what is not the next one
        }
        assertEquals(MESSAGES, polled);
    }

    @Test
    void nothingIsSentToWhoIsGone() {
        OutputStream broken =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("Broken pipe");
                    }
                };
        FrameWriter writer = new FrameWriter(Channels.newChannel(broken), 40);
        assertTrue(writer.trySend(1), "buffered");
        assertFalse(writer.trySend(2), "no room, as the first could not be written");
    }

    /** The bytes written so far, at most so many at once. */
    private ReadableByteChannel in(int piece) {
        InputStream all = new ByteArrayInputStream(bytes.toByteArray());
        return Channels.newChannel(
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        return all.read();
                    }

                    @Override
                    public int read(byte[] to, int at, int length) throws IOException {
                        return all.read(to, at, Math.min(piece, length));
                    }
                });
    }
}
