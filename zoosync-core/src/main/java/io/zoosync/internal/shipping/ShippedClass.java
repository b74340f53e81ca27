package io.zoosync.internal.shipping;

import io.zoosync.internal.classfile.ClassFile;

/**
 * A class that workers do not have.
 *
 * @param type the class
 * @param file its class file
 */
record ShippedClass(Class<?> type, ClassFile file) {}
