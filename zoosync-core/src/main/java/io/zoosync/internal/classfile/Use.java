package io.zoosync.internal.classfile;

/**
 * Something that the code of a method does with a class or a member of one.
 *
 * @param kind what it does
 * @param member with what; where {@code kind} concerns a whole class, only its owner says something
 */
public record Use(Kind kind, Member member) {
    /** What code can do. */
    public enum Kind {
        READ_STATIC,
        WRITE_STATIC,
        CALL_STATIC,
        /** A constructor, a private method, or a method of a superclass. */
        CALL_SPECIAL,
        /** A method that is chosen by the class of the receiver. */
        CALL_VIRTUAL,
        /** {@code new} of a class. */
        CREATE,
        /** A lambda or method reference of an interface. */
        IMPLEMENT,
        /** {@code X.class}. */
        LITERAL
    }

    static Use of(Kind kind, String className) {
        return new Use(kind, new Member(className, "", ""));
    }
}
