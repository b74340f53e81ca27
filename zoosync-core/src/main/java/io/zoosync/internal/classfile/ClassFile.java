package io.zoosync.internal.classfile;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A class file, read as far as is needed to follow what its code uses. */
public final class ClassFile {
    /** Access flags of classes, fields and methods. */
    public static final int PRIVATE = 0x0002;

    public static final int STATIC = 0x0008;
    public static final int FINAL = 0x0010;
    public static final int ABSTRACT = 0x0400;
    public static final int SYNTHETIC = 0x1000;

    private static final int MAGIC = 0xCAFEBABE;

    private final byte[] classFile;
    private final ByteBuffer bytes;
    private final ConstantPool constants;
    private final String name;
    private final String superclass;
    private final List<String> interfaces = new ArrayList<>();
    private final Set<String> referenced = new TreeSet<>();
    private final Map<String, Integer> fields = new HashMap<>();
    private final Map<String, Method> methods = new HashMap<>();
    private int[] bootstraps = {};
    private int at;

    /**
     * A method.
     *
     * @param member its name and type
     * @param flags its access flags
     * @param code where its instructions begin in the class file
     * @param codeLength how many bytes they are; 0 if it has none
     */
    public record Method(Member member, int flags, int code, int codeLength) {}

    /**
     * @throws IllegalArgumentException if the bytes are not those of a class file
     */
    public ClassFile(byte[] classFile) {
        this.classFile = classFile;
        bytes = ByteBuffer.wrap(classFile);
        try {
            if (bytes.getInt(0) != MAGIC) {
                throw new IllegalArgumentException("it does not begin as a class file");
            }
            constants = new ConstantPool(classFile);
            at = constants.end() + 2;
            name = constants.className(next());
            int parent = next();
            superclass = parent == 0 ? null : constants.className(parent);
            for (int n = next(); n > 0; n--) {
                interfaces.add(constants.className(next()));
            }
            readFields();
            readMethods();
            readAttributes();
            readReferenced();
            if (at != classFile.length) {
                throw new IllegalArgumentException(
                        "it has " + classFile.length + " bytes, not " + at);
            }
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("it is cut short or damaged", e);
        }
    }

    /** The class file itself. */
    public byte[] bytes() {
        return classFile.clone();
    }

    public String name() {
        return name;
    }

    /** The superclass; null for {@link Object}. */
    public String superclass() {
        return superclass;
    }

    /** The interfaces that it names itself. */
    public List<String> interfaces() {
        return interfaces;
    }

    public List<Method> methods() {
        return List.copyOf(methods.values());
    }

    /** The method that this class declares with the name and type of {@code member}, or null. */
    public Method method(Member member) {
        return methods.get(member.name() + member.descriptor());
    }

    /** The access flags of a field that this class declares; -1 if it does not. */
    public int fieldFlags(Member member) {
        return fields.getOrDefault(member.name() + ":" + member.descriptor(), -1);
    }

    /** All classes that the class file names, in whatever way; without arrays and primitives. */
    public Set<String> referencedClasses() {
        return referenced;
    }

    /**
     * What the instructions of a method of this class do, in their order.
     *
     * @throws IllegalArgumentException if they are not as the format wants them
     */
    public List<Use> uses(Method method) {
        try {
            return new CodeScanner(bytes, constants, bootstraps).scan(method);
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException(name + "." + method.member().name(), e);
        }
    }

    private void readReferenced() {
        for (int i = 1; i < constants.count(); i++) {
            if (constants.tag(i) == ConstantPool.CLASS && !constants.className(i).startsWith("[")) {
                referenced.add(constants.className(i));
            } else if (constants.tag(i) == ConstantPool.UTF8) {
                addDescriptor(constants.text(i)); // those of arrays too
            }
        }
        referenced.remove(name);
    }

    /** Descriptors and generic signatures alike: what stands between L and ; or &lt;. */
    private void addDescriptor(String text) {
        int end = 0;
        for (int start = text.indexOf('L'); start >= 0; start = text.indexOf('L', end)) {
            end = start + 1;
            while (end < text.length() && ";<([".indexOf(text.charAt(end)) < 0) {
                end++;
            }
            if (end > start + 1 && end < text.length() && text.charAt(end) == ';') {
                referenced.add(text.substring(start + 1, end));
            }
        }
    }

    private void readFields() {
        for (int n = next(); n > 0; n--) {
            int flags = next();
            fields.put(constants.text(next()) + ":" + constants.text(next()), flags);
            skipAttributes();
        }
    }

    private void readMethods() {
        for (int n = next(); n > 0; n--) {
            int flags = next();
            Member member = new Member(name, constants.text(next()), constants.text(next()));
            int code = 0;
            int length = 0;
            for (int attributes = next(); attributes > 0; attributes--) {
                boolean isCode = constants.text(next()).equals("Code");
                int size = nextInt();
                if (isCode) {
                    length = bytes.getInt(at + 4);
                    code = at + 8;
                }
                at += size;
            }
            methods.put(
                    member.name() + member.descriptor(), new Method(member, flags, code, length));
        }
    }

    private void readAttributes() {
        for (int n = next(); n > 0; n--) {
            boolean isBootstraps = constants.text(next()).equals("BootstrapMethods");
            int size = nextInt();
            if (isBootstraps) {
                readBootstraps();
            } else {
                at += size;
            }
        }
    }

    private void readBootstraps() {
        bootstraps = new int[next()];
        for (int i = 0; i < bootstraps.length; i++) {
            bootstraps[i] = at;
            at += 2;
            int arguments = next();
            at += 2 * arguments;
        }
    }

    private void skipAttributes() {
        for (int n = next(); n > 0; n--) {
            at += 2;
            int size = nextInt();
            at += size;
        }
    }

    private int next() {
        at += 2;
        return bytes.getShort(at - 2) & 0xFFFF;
    }

    private int nextInt() {
        at += 4;
        return bytes.getInt(at - 4);
    }
}
