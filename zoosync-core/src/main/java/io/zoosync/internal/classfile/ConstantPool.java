package io.zoosync.internal.classfile;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The constants of a class file, by their index. */
final class ConstantPool {
    static final int UTF8 = 1;
    static final int CLASS = 7;
    static final int METHOD_HANDLE = 15;
    static final int DYNAMIC = 17;

    private static final int LONG = 5;
    private static final int DOUBLE = 6;

    private final byte[] classFile;
    private final ByteBuffer bytes;
    private final int[] offsets;
    private final int end;

    ConstantPool(byte[] classFile) {
        this.classFile = classFile;
        this.bytes = ByteBuffer.wrap(classFile);
        this.offsets = new int[unsigned(8)];
        int at = 10;
        for (int i = 1; i < offsets.length; i++) {
            offsets[i] = at;
            int tag = bytes.get(at);
            at += size(tag, at);
            if (tag == LONG || tag == DOUBLE) {
                i++; // they count twice
            }
        }
        this.end = at;
    }

    private int size(int tag, int at) {
        return switch (tag) {
            case UTF8 -> 3 + unsigned(at + 1);
            case 3, 4, 9, 10, 11, 12, DYNAMIC, 18 -> 5;
            case LONG, DOUBLE -> 9;
            case CLASS, 8, 16, 19, 20 -> 3;
            case METHOD_HANDLE -> 4;
            default -> throw new IllegalArgumentException("constant of kind " + tag + " at " + at);
        };
    }

    /** How many indices there are; not all have a constant. */
    int count() {
        return offsets.length;
    }

    /** Where the class file goes on. */
    int end() {
        return end;
    }

    /** The kind of a constant; 0 where there is none. */
    int tag(int index) {
        return offsets[index] == 0 ? 0 : bytes.get(offsets[index]);
    }

    String text(int index) {
        int at = offsets[index] + 1;
        try (DataInputStream in =
                new DataInputStream(new ByteArrayInputStream(classFile, at, 2 + unsigned(at)))) {
            return in.readUTF();
        } catch (IOException e) {
            throw new IllegalArgumentException("text at " + at, e);
        }
    }

    /** The name that a Class constant holds; it may be that of an array. */
    String className(int index) {
        return text(first(index));
    }

    /** What a constant of a field or method names. */
    Member member(int index) {
        int nameAndType = second(index);
        return new Member(
                className(first(index)), text(first(nameAndType)), text(second(nameAndType)));
    }

    /** The type of what a Dynamic or InvokeDynamic constant makes. */
    String dynamicDescriptor(int index) {
        return text(second(second(index)));
    }

    /** Which bootstrap method makes a Dynamic or InvokeDynamic constant. */
    int bootstrap(int index) {
        return first(index);
    }

    /** The kind of a MethodHandle constant: 1 to 9. */
    int handleKind(int index) {
        return bytes.get(offsets[index] + 1);
    }

    Member handleMember(int index) {
        return member(unsigned(offsets[index] + 2));
    }

    private int first(int index) {
        return unsigned(offsets[index] + 1);
    }

    private int second(int index) {
        return unsigned(offsets[index] + 3);
    }

    private int unsigned(int at) {
        return bytes.getShort(at) & 0xFFFF;
    }
}
