package io.zoosync.internal.process;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The file {@code processes}, in the machine's byte order.
 *
 * <pre>
 *        0       4       8      12      16                24      28      32             64
 *        +-------+-------+-------+-------+----------------+-------+-------+---------------+
 *        |     magic     |version| slots |       id       |CRC-32C| next  |    unused     |
 *        +-------+-------+-------+-------+----------------+-------+-------+---------------+
 *
 * slot s, from 64 * (s + 1):
 *        0           4           8              16             24                        64
 *        +-----------+-----------+--------------+--------------+-------------------------+
 *        | generation| described |     pid      |  started, ms | length, command (UTF-8) |
 *        +-----------+-----------+--------------+--------------+-------------------------+
 * </pre>
 *
 * The checksum is that of the bytes before it. Beyond the end of the file, where nothing is stored,
 * each slot has two bytes that are only ever locked.
 */
final class RegistryLayout {
    static final String FILE = "processes";

    static final long MAGIC = 0x5a4f4f5245474953L; // "ZOOREGIS"
    static final int VERSION = 1;
    static final int SLOTS = 4095;

    static final int MAGIC_OFFSET = 0;
    static final int VERSION_OFFSET = MAGIC_OFFSET + Long.BYTES;
    static final int SLOTS_OFFSET = VERSION_OFFSET + Integer.BYTES;
    static final int ID_OFFSET = SLOTS_OFFSET + Integer.BYTES;
    static final int CHECKSUM_OFFSET = ID_OFFSET + Long.BYTES;
    static final int NEXT_SLOT_OFFSET = CHECKSUM_OFFSET + Integer.BYTES;

    static final int SLOT_BYTES = 64;
    static final int FILE_BYTES = SLOT_BYTES * (SLOTS + 1);

    static final int COMMAND_BYTES = 39;

    private static final int GENERATION = 0;
    private static final int DESCRIBED = GENERATION + Integer.BYTES;
    private static final int PID = DESCRIBED + Integer.BYTES;
    private static final int STARTED = PID + Long.BYTES;
    private static final int COMMAND = STARTED + Long.BYTES;

    private static final long LOCKS = 1L << 30;

    private RegistryLayout() {}

    static int generationOffset(int slot) {
        return slotOffset(slot) + GENERATION;
    }

    static int describedOffset(int slot) {
        return slotOffset(slot) + DESCRIBED;
    }

    static int pidOffset(int slot) {
        return slotOffset(slot) + PID;
    }

    static int startedOffset(int slot) {
        return slotOffset(slot) + STARTED;
    }

    static int commandOffset(int slot) {
        return slotOffset(slot) + COMMAND;
    }

    /** The byte that is locked by the process that has the slot, or is about to have it. */
    static long claimByte(int slot) {
        return LOCKS + 2L * slot;
    }

    /** The byte that is locked for as long as the process of the slot's generation lives. */
    static long lifeByte(int slot) {
        return claimByte(slot) + 1;
    }

    static int checksum(ByteBuffer header) {
        CRC32C crc = new CRC32C();
        crc.update(header.duplicate().position(0).limit(CHECKSUM_OFFSET));
        return (int) crc.getValue();
    }

    private static int slotOffset(int slot) {
        return SLOT_BYTES * (slot + 1);
    }
}
