/**
 * A reader of class files, as far as is needed to see which classes, methods and static fields a
 * piece of code uses. The JDK's own is not there before JDK 24.
 *
 * <p>Format: Java Virtual Machine Specification, chapter 4. Names of classes have slashes here.
 */
package io.zoosync.internal.classfile;
