package io.zoosync.internal.os;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * Linux by the Foreign Function and Memory API of JDK 22 and later. This class is compiled for Java
 * 17, so it finds that API by reflection, but once only: calls go through constant method handles
 * and cost what they cost in code written against the API.
 */
final class FfmOs extends LinuxOs {
    static final int FIRST_JDK = 22;
    private static final int SYSCALL_PARAMETERS = 7;

    /** {@code (Object state, long number, long a, …, long f) long}. */
    private static final MethodHandle SYSCALL;

    /** {@code (ByteBuffer) Object}: the memory segment from the buffer's position. */
    private static final MethodHandle SEGMENT;

    /** {@code (ByteBuffer) long}: the address of the buffer's position. */
    private static final MethodHandle ADDRESS;

    static {
        int jdk = Runtime.version().feature();
        if (jdk < FIRST_JDK) {
            throw new UnsupportedOperationException(
                    "needs JDK " + FIRST_JDK + " or later, this is " + jdk);
        }
        try {
            Class<?> segment = foreign("MemorySegment");
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            MethodHandle ofBuffer =
                    lookup.findStatic(
                            segment, "ofBuffer", MethodType.methodType(segment, Buffer.class));
            MethodHandle address =
                    lookup.findVirtual(segment, "address", MethodType.methodType(long.class));
            SEGMENT = ofBuffer.asType(MethodType.methodType(Object.class, ByteBuffer.class));
            ADDRESS =
                    MethodHandles.filterReturnValue(ofBuffer, address)
                            .asType(MethodType.methodType(long.class, ByteBuffer.class));
            SYSCALL = syscall(segment);
        } catch (InvocationTargetException e) {
            throw new UnsupportedOperationException(String.valueOf(e.getCause()), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new UnsupportedOperationException(e.toString(), e);
        }
    }

    private static final ThreadLocal<CallState> STATES = ThreadLocal.withInitial(CallState::new);

    @Override
    public String name() {
        return "ffm";
    }

    @Override
    long call(long number, long a, long b, long c, long d, long e, long f) {
        CallState state = STATES.get();
        long result;
        try {
            result = (long) SYSCALL.invokeExact(state.segment, number, a, b, c, d, e, f);
        } catch (Throwable t) {
            throw rethrow(t);
        }
        return result == -1 ? -state.errno() : result;
    }

    @Override
    long addressOfDirect(ByteBuffer direct) {
        ByteBuffer whole = direct.duplicate().clear();
        try {
            return (long) ADDRESS.invokeExact(whole);
        } catch (Throwable t) {
            throw rethrow(t);
        }
    }

    private static MethodHandle syscall(Class<?> segment) throws ReflectiveOperationException {
        Class<?> linkers = foreign("Linker");
        Class<?> options = foreign("Linker$Option");
        Class<?> layouts = foreign("MemoryLayout");
        Class<?> functions = foreign("FunctionDescriptor");
        Object int64 = foreign("ValueLayout").getField("JAVA_LONG").get(null);

        Object parameters = Array.newInstance(layouts, SYSCALL_PARAMETERS);
        Arrays.fill((Object[]) parameters, int64);
        Object function =
                functions
                        .getMethod("of", layouts, parameters.getClass())
                        .invoke(null, int64, parameters);

        Object twoOptions = Array.newInstance(options, 2);
        Object errno = new String[] {"errno"};
        Array.set(
                twoOptions,
                0,
                options.getMethod("captureCallState", String[].class).invoke(null, errno));
        Array.set(twoOptions, 1, options.getMethod("firstVariadicArg", int.class).invoke(null, 1));

        Object linker = linkers.getMethod("nativeLinker").invoke(null);
        Object symbols = linkers.getMethod("defaultLookup").invoke(linker);
        Optional<?> symbol =
                (Optional<?>)
                        foreign("SymbolLookup")
                                .getMethod("find", String.class)
                                .invoke(symbols, "syscall");
        Object address =
                symbol.orElseThrow(() -> new UnsupportedOperationException("no syscall in libc"));
        MethodHandle handle =
                (MethodHandle)
                        linkers.getMethod(
                                        "downcallHandle", segment, functions, twoOptions.getClass())
                                .invoke(linker, address, function, twoOptions);
        return handle.asType(handle.type().changeParameterType(0, Object.class));
    }

    private static Class<?> foreign(String name) throws ClassNotFoundException {
        return Class.forName("java.lang.foreign." + name);
    }

    private static RuntimeException rethrow(Throwable t) {
        if (t instanceof Error) {
            throw (Error) t;
        }
        if (t instanceof RuntimeException) {
            return (RuntimeException) t;
        }
        return new IllegalStateException(t);
    }

    /** Where one thread's calls leave errno, before the JVM can overwrite it. */
    private static final class CallState {
        private final ByteBuffer buffer =
                ByteBuffer.allocateDirect(Integer.BYTES).order(ByteOrder.nativeOrder());
        final Object segment;

        CallState() {
            try {
                segment = (Object) SEGMENT.invokeExact(buffer);
            } catch (Throwable t) {
                throw rethrow(t);
            }
        }

        int errno() {
            return buffer.getInt(0);
        }
    }
}
