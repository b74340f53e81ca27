package io.zoosync.internal.classfile;

/**
 * A field or method as a class file names it.
 *
 * @param owner the class in which to look for it first
 * @param name its name
 * @param descriptor its type
 */
public record Member(String owner, String name, String descriptor) {
    /** The same field or method, looked for in another class. */
    public Member in(String otherOwner) {
        return new Member(otherOwner, name, descriptor);
    }
}
