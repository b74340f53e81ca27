package io.zoosync.internal.os;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;

/**
 * Linux by JNA's direct mapping. JNA saves errno for the calling thread before it returns to Java,
 * and throws nothing because the native method does not declare {@code LastErrorException}.
 */
final class JnaOs extends LinuxOs {
    static {
        Native.register(JnaOs.class, NativeLibrary.getProcess());
    }

    @Override
    public String name() {
        return "jna";
    }

    @Override
    long call(long number, long a, long b, long c, long d, long e, long f) {
        long result = syscall(number, a, b, c, d, e, f);
        return result == -1 ? -Native.getLastError() : result;
    }

    @Override
    long addressOfDirect(ByteBuffer direct) {
        return Pointer.nativeValue(Native.getDirectBufferPointer(direct));
    }

    private static native long syscall(long number, long a, long b, long c, long d, long e, long f);
}
