package io.zoosync.internal.segment;

import io.zoosync.internal.memory.Memory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * The first 128 bytes of a segment, in the machine's byte order, read once when it is opened.
 *
 * <pre>
 *   0       8        12      16         24           32           40            48
 *   +-------+--------+-------+----------+------------+------------+-------------+
 *   | magic |version |  kind |   size   | geometry A | geometry B | registry id |
 *   +-------+--------+-------+----------+------------+------------+-------------+
 *  48              56            64        68        72        76                    128
 *   +---------------+-------------+---------+---------+---------+----------------------+
 *   |  creator pid  | created, ms | CRC-32C |  poison | length  | reason (UTF-8)       |
 *   +---------------+-------------+---------+---------+---------+----------------------+
 * </pre>
 *
 * The bytes before the checksum never change once the segment has its name. {@code poison} is 0 for
 * a sound segment; who finds damage sets it to 1 (POISON_BEGUN), writes the reason
 * (POISON_EXPLAINED), and sets it to 2 (POISON_ENDED). Killed before the last of these, it leaves a
 * segment that is poisoned without a reason; nobody repairs a segment that is damaged.
 */
record SegmentHeader(
        int kind,
        long size,
        long geometryA,
        long geometryB,
        long registryId,
        long creatorPid,
        long createdMillis) {
    static final int BYTES = 128;

    static final long MAGIC = 0x5a4f4f5345474d54L; // "ZOOSEGMT"
    static final int VERSION = 2;

    static final int MAGIC_OFFSET = 0;
    static final int VERSION_OFFSET = MAGIC_OFFSET + Long.BYTES;
    static final int KIND_OFFSET = VERSION_OFFSET + Integer.BYTES;
    static final int SIZE_OFFSET = KIND_OFFSET + Integer.BYTES;
    static final int GEOMETRY_A_OFFSET = SIZE_OFFSET + Long.BYTES;
    static final int GEOMETRY_B_OFFSET = GEOMETRY_A_OFFSET + Long.BYTES;
    static final int REGISTRY_ID_OFFSET = GEOMETRY_B_OFFSET + Long.BYTES;
    static final int CREATOR_PID_OFFSET = REGISTRY_ID_OFFSET + Long.BYTES;
    static final int CREATED_OFFSET = CREATOR_PID_OFFSET + Long.BYTES;
    static final int CHECKSUM_OFFSET = CREATED_OFFSET + Long.BYTES;
    static final int POISON_OFFSET = CHECKSUM_OFFSET + Integer.BYTES;
    static final int REASON_LENGTH_OFFSET = POISON_OFFSET + Integer.BYTES;
    static final int REASON_OFFSET = REASON_LENGTH_OFFSET + Integer.BYTES;
    static final int REASON_BYTES = BYTES - REASON_OFFSET;

    static final int SOUND = 0;
    static final int BEING_POISONED = 1;
    static final int POISONED = 2;

    /** Writes it into memory that is zero. */
    void write(Memory memory) {
        memory.putInt(VERSION_OFFSET, VERSION);
        memory.putInt(KIND_OFFSET, kind);
        memory.putLong(SIZE_OFFSET, size);
        memory.putLong(GEOMETRY_A_OFFSET, geometryA);
        memory.putLong(GEOMETRY_B_OFFSET, geometryB);
        memory.putLong(REGISTRY_ID_OFFSET, registryId);
        memory.putLong(CREATOR_PID_OFFSET, creatorPid);
        memory.putLong(CREATED_OFFSET, createdMillis);
        memory.putLong(MAGIC_OFFSET, MAGIC);
        memory.putInt(CHECKSUM_OFFSET, checksum(memory.buffer()));
    }

    /** Reads one that has no {@linkplain #fault fault}. */
    static SegmentHeader read(ByteBuffer header) {
        return new SegmentHeader(
                header.getInt(KIND_OFFSET),
                header.getLong(SIZE_OFFSET),
                header.getLong(GEOMETRY_A_OFFSET),
                header.getLong(GEOMETRY_B_OFFSET),
                header.getLong(REGISTRY_ID_OFFSET),
                header.getLong(CREATOR_PID_OFFSET),
                header.getLong(CREATED_OFFSET));
    }

    /**
     * What is wrong with the beginning of a file; null if nothing is.
     *
     * @param header the first {@link #BYTES} bytes, fewer if the file is shorter
     */
    static String fault(ByteBuffer header, long fileSize) {
        if (header.limit() < BYTES) {
            return "it is " + fileSize + " bytes long, too short for a header of " + BYTES;
        }
        if (header.getLong(MAGIC_OFFSET) != MAGIC) {
            return String.format(
                    "it is not a segment of ZooSync: it begins with %016x, expected %016x",
                    header.getLong(MAGIC_OFFSET), MAGIC);
        }
        int version = header.getInt(VERSION_OFFSET);
        if (version != VERSION) {
            return "its format version is " + version + ", this library knows " + VERSION;
        }
        if (header.getInt(CHECKSUM_OFFSET) != checksum(header)) {
            return String.format(
                    "the checksum of its header is %08x, expected %08x",
                    header.getInt(CHECKSUM_OFFSET), checksum(header));
        }
        if (header.getLong(SIZE_OFFSET) != fileSize) {
            return "it is " + fileSize + " bytes long, made with " + header.getLong(SIZE_OFFSET);
        }
        return poison(header);
    }

    /** Why the segment was given up; null if it was not. */
    static String poison(ByteBuffer header) {
        int poison = header.getInt(POISON_OFFSET);
        if (poison == SOUND) {
            return null;
        }
        String reason = poison == POISONED ? reason(header) : "";
        return reason.isEmpty() ? "a process found it damaged, without saying how" : reason;
    }

    /** Writes the reason, cut to what there is room for. */
    static void putReason(Memory memory, String reason) {
        byte[] bytes = reason.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(bytes.length, REASON_BYTES);
        memory.buffer().put(REASON_OFFSET, bytes, 0, length);
        memory.putInt(REASON_LENGTH_OFFSET, length);
    }

    private static String reason(ByteBuffer header) {
        byte[] bytes = new byte[REASON_BYTES];
        header.get(REASON_OFFSET, bytes);
        int length = Math.max(0, Math.min(header.getInt(REASON_LENGTH_OFFSET), REASON_BYTES));
        return new String(bytes, 0, length, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "?");
    }

    private static int checksum(ByteBuffer header) {
        CRC32C crc = new CRC32C();
        crc.update(header.duplicate().position(0).limit(CHECKSUM_OFFSET));
        return (int) crc.getValue();
    }
}
