package io.zoosync.internal.os;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A seccomp filter for the calling thread alone that refuses FUTEX_WAIT and FUTEX_WAKE on shared
 * words, which are ours, and lets pass those on private words, without which no JVM runs.
 */
final class FutexRefusal {
    private static final int PR_SET_NO_NEW_PRIVS = 38;
    private static final int SECCOMP_SET_MODE_FILTER = 1;
    private static final int RET_ALLOW = 0x7fff0000;
    private static final int RET_ERRNO = 0x00050000;
    private static final short LOAD_WORD = 0x20;
    private static final short JUMP_EQUAL = 0x15;
    private static final short JUMP_GREATER = 0x25;
    private static final short RETURN = 0x06;
    private static final int NUMBER = 0;
    private static final int SECOND_ARGUMENT = 24;
    private static final int INSTRUCTIONS = 6;

    private FutexRefusal() {}

    static void inThisThread(LinuxOs os, int errno) {
        boolean x86 = os.abi == LinuxOs.Abi.X86_64;
        ByteBuffer code =
                ByteBuffer.allocateDirect(8 * INSTRUCTIONS).order(ByteOrder.nativeOrder());
        add(code, LOAD_WORD, 0, 0, NUMBER);
        add(code, JUMP_EQUAL, 0, 3, os.abi.futex);
        add(code, LOAD_WORD, 0, 0, SECOND_ARGUMENT);
        add(code, JUMP_GREATER, 1, 0, 1);
        add(code, RETURN, 0, 0, RET_ERRNO | errno);
        add(code, RETURN, 0, 0, RET_ALLOW);
        ByteBuffer program = ByteBuffer.allocateDirect(16).order(ByteOrder.nativeOrder());
        program.putShort(0, (short) INSTRUCTIONS).putLong(8, os.addressOf(code));

        try {
            check(os.call(x86 ? 157 : 167, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0, 0));
            long address = os.addressOf(program);
            check(os.call(x86 ? 317 : 277, SECCOMP_SET_MODE_FILTER, 0, address, 0, 0, 0));
        } finally {
            Reference.reachabilityFence(code);
            Reference.reachabilityFence(program);
        }
    }

    private static void add(ByteBuffer code, short operation, int ifTrue, int ifFalse, int value) {
        code.putShort(operation).put((byte) ifTrue).put((byte) ifFalse).putInt(value);
    }

    private static void check(long result) {
        if (result != 0) {
            throw new IllegalStateException("no filter can be installed: " + result);
        }
    }
}
