package io.zoosync.internal.classfile;

import io.zoosync.internal.classfile.Use.Kind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Walks over the instructions of a method, and notes what they use. */
final class CodeScanner {
    private static final int LDC = 18;
    private static final int LDC_W = 19;
    private static final int LDC2_W = 20;
    private static final int IINC = 132;
    private static final int TABLE_SWITCH = 170;
    private static final int LOOKUP_SWITCH = 171;
    private static final int GET_STATIC = 178;
    private static final int PUT_STATIC = 179;
    private static final int INVOKE_VIRTUAL = 182;
    private static final int INVOKE_SPECIAL = 183;
    private static final int INVOKE_STATIC = 184;
    private static final int INVOKE_INTERFACE = 185;
    private static final int INVOKE_DYNAMIC = 186;
    private static final int NEW = 187;
    private static final int WIDE = 196;

    private static final byte[] SIZES = sizes();

    private final ByteBuffer bytes;
    private final ConstantPool constants;
    private final int[] bootstraps;
    private final List<Use> uses = new ArrayList<>();

    /**
     * @param bootstraps where each bootstrap method stands in the class file
     */
    CodeScanner(ByteBuffer bytes, ConstantPool constants, int[] bootstraps) {
        this.bytes = bytes;
        this.constants = constants;
        this.bootstraps = bootstraps;
    }

    /** How many bytes each instruction has; 0 for those that vary. JVMS 6.5. */
    private static byte[] sizes() {
        byte[] sizes = new byte[256];
        Arrays.fill(sizes, (byte) 1);
        set(sizes, 2, 16, 16, LDC, LDC, 21, 25, 54, 58, 169, 169, 188, 188);
        set(sizes, 3, 17, 17, LDC_W, LDC2_W, IINC, IINC, 153, 168, GET_STATIC, INVOKE_STATIC);
        set(sizes, 3, NEW, NEW, 189, 189, 192, 193, 198, 199);
        set(sizes, 4, 197, 197);
        set(sizes, 5, INVOKE_INTERFACE, INVOKE_DYNAMIC, 200, 201);
        set(sizes, 0, TABLE_SWITCH, LOOKUP_SWITCH, WIDE, WIDE);
        return sizes;
    }

    /** Sets the size of each instruction in ranges that are given by their first and their last. */
    private static void set(byte[] sizes, int size, int... ranges) {
        for (int i = 0; i < ranges.length; i += 2) {
            Arrays.fill(sizes, ranges[i], ranges[i + 1] + 1, (byte) size);
        }
    }

    List<Use> scan(ClassFile.Method method) {
        int end = method.code() + method.codeLength();
        for (int at = method.code(); at < end; at += size(at, method.code())) {
            instruction(at);
        }
        return uses;
    }

    private int size(int at, int code) {
        int opcode = bytes.get(at) & 0xFF;
        if (opcode == WIDE) {
            return (bytes.get(at + 1) & 0xFF) == IINC ? 6 : 4;
        }
        if (opcode != TABLE_SWITCH && opcode != LOOKUP_SWITCH) {
            return SIZES[opcode];
        }
        int aligned = code + ((at - code) / 4 + 1) * 4; // counted from the code's beginning
        long pairs =
                opcode == TABLE_SWITCH
                        ? 3L + ((long) bytes.getInt(aligned + 8) - bytes.getInt(aligned + 4) + 1)
                        : 2L + 2L * bytes.getInt(aligned + 4);
        long size = aligned - at + 4 * pairs;
        if (size <= 0 || size > bytes.limit()) {
            throw new IllegalArgumentException("switch of " + size + " bytes at " + at);
        }
        return (int) size;
    }

    private void instruction(int at) {
        switch (bytes.get(at) & 0xFF) {
            case LDC -> constant(bytes.get(at + 1) & 0xFF, true);
            case LDC_W, LDC2_W -> constant(index(at), true);
            case GET_STATIC -> add(Kind.READ_STATIC, at);
            case PUT_STATIC -> add(Kind.WRITE_STATIC, at);
            case INVOKE_STATIC -> add(Kind.CALL_STATIC, at);
            case INVOKE_SPECIAL -> add(Kind.CALL_SPECIAL, at);
            case INVOKE_VIRTUAL, INVOKE_INTERFACE -> add(Kind.CALL_VIRTUAL, at);
            case INVOKE_DYNAMIC -> dynamic(index(at));
            case NEW -> uses.add(Use.of(Kind.CREATE, constants.className(index(at))));
            default -> {
                // the others name no member
            }
        }
    }

    private int index(int at) {
        return bytes.getShort(at + 1) & 0xFFFF;
    }

    private void add(Kind kind, int at) {
        uses.add(new Use(kind, constants.member(index(at))));
    }

    /**
     * A constant that is loaded, or is handed to a bootstrap method. Of the latter, classes do not
     * count: records and switches hand over their own, and use no more of it than handles say.
     */
    private void constant(int index, boolean isLoaded) {
        int tag = constants.tag(index);
        if (tag == ConstantPool.CLASS && isLoaded) {
            uses.add(Use.of(Kind.LITERAL, constants.className(index)));
        } else if (tag == ConstantPool.METHOD_HANDLE) {
            handle(index);
        } else if (tag == ConstantPool.DYNAMIC) {
            dynamic(index);
        }
    }

    private void dynamic(int index) {
        String descriptor = constants.dynamicDescriptor(index);
        String made = descriptor.substring(descriptor.indexOf(')') + 1);
        if (made.startsWith("L")) {
            uses.add(Use.of(Kind.IMPLEMENT, made.substring(1, made.length() - 1)));
        }
        int bootstrap = bootstraps[constants.bootstrap(index)];
        handle(bytes.getShort(bootstrap) & 0xFFFF);
        int count = bytes.getShort(bootstrap + 2) & 0xFFFF;
        for (int i = 0; i < count; i++) {
            constant(bytes.getShort(bootstrap + 4 + 2 * i) & 0xFFFF, false);
        }
    }

    /** The kinds of a method handle: JVMS 5.4.3.5. */
    private void handle(int index) {
        Member member = constants.handleMember(index);
        switch (constants.handleKind(index)) {
            case 2 -> uses.add(new Use(Kind.READ_STATIC, member));
            case 4 -> uses.add(new Use(Kind.WRITE_STATIC, member));
            case 5, 9 -> uses.add(new Use(Kind.CALL_VIRTUAL, member));
            case 6 -> uses.add(new Use(Kind.CALL_STATIC, member));
            case 7 -> uses.add(new Use(Kind.CALL_SPECIAL, member));
            case 8 -> {
                uses.add(Use.of(Kind.CREATE, member.owner()));
                uses.add(new Use(Kind.CALL_SPECIAL, member));
            }
            default -> {
                // a field of an object
            }
        }
    }
}
