package io.zoosync.arrow;

import static io.zoosync.arrow.InvalidArrowMessageException.check;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.vector.ipc.message.MessageSerializer;

/**
 * One encapsulated IPC message that was found in a buffer. Its header is copied out first, so what
 * was checked is what is used, whoever writes to the buffer meanwhile; its body stays where it is.
 */
final class IncomingMessage {
    private final byte[] headerBytes;
    private final Message header;
    private final int bodyStart;
    private final long bodyLength;

    private IncomingMessage(byte[] headerBytes, int bodyStart, int available) {
        this.headerBytes = headerBytes;
        this.bodyStart = bodyStart;
        ByteBuffer flatbuffer = ByteBuffer.wrap(headerBytes).order(ByteOrder.LITTLE_ENDIAN);
        this.header = Message.getRootAsMessage(flatbuffer);
        this.bodyLength = header.bodyLength();
        check(
                header.version() == MetadataVersion.V5 || header.version() == MetadataVersion.V4,
                () -> "metadata version " + header.version() + " is not V4 or V5");
        check(
                bodyLength >= 0 && bodyLength <= available,
                () ->
                        "a body of "
                                + bodyLength
                                + " bytes is not within the "
                                + available
                                + " bytes that follow its header");
    }

    /**
     * Finds the messages that fill a buffer, one after the other.
     *
     * @throws InvalidArrowMessageException if anything else is in the buffer
     */
    static List<IncomingMessage> parseAll(ByteBuffer stream) {
        ByteBuffer bytes = stream.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        List<IncomingMessage> messages = new ArrayList<>(2);
        int start = 0;
        do {
            IncomingMessage message = parse(bytes, start);
            messages.add(message);
            start = message.bodyStart + (int) message.bodyLength;
        } while (start < bytes.limit());
        return messages;
    }

    private static IncomingMessage parse(ByteBuffer bytes, int start) {
        int available = bytes.limit() - start - OutgoingMessage.PREFIX_BYTES;
        check(available >= 0, () -> (bytes.limit() - start) + " bytes are no message");
        int token = bytes.getInt(start);
        check(
                token == MessageSerializer.IPC_CONTINUATION_TOKEN,
                () ->
                        "0x"
                                + Integer.toHexString(token)
                                + " at byte "
                                + start
                                + " is no continuation token");
        int length = bytes.getInt(start + 4);
        check(
                length > 0 && length <= available,
                () ->
                        "a header of "
                                + length
                                + " bytes is not within the "
                                + available
                                + " bytes that follow");
        byte[] header = new byte[length];
        int headerStart = start + OutgoingMessage.PREFIX_BYTES;
        bytes.get(headerStart, header);
        try {
            return new IncomingMessage(header, headerStart + length, available - length);
        } catch (IndexOutOfBoundsException e) {
            throw InvalidArrowMessageException.unreadableHeader(e);
        }
    }

    Message header() {
        return header;
    }

    int bodyStart() {
        return bodyStart;
    }

    long bodyLength() {
        return bodyLength;
    }

    boolean headerBytesBeginWith(ByteBuffer other) {
        return other.remaining() <= headerBytes.length
                && ByteBuffer.wrap(headerBytes, 0, other.remaining()).equals(other);
    }
}
