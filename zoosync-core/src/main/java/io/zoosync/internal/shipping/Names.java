package io.zoosync.internal.shipping;

import java.util.regex.Pattern;

/** Names of classes and fields as their authors know them. */
final class Names {
    /** The class that JShell wraps around a snippet: {@code REPL.$JShell$12}, or {@code 12B}. */
    private static final Pattern WRAPPER = Pattern.compile("REPL\\.\\$JShell\\$\\w+");

    private static final Pattern WITHIN_WRAPPER = Pattern.compile("REPL\\.\\$JShell\\$\\w+?\\$");

    private Names() {}

    /** Whether a class is what JShell makes of a variable, a method or a statement. */
    static boolean isWrapper(String className) {
        return WRAPPER.matcher(className).matches();
    }

    /** The name of a class; of a snippet's class without what JShell puts before it. */
    static String of(Class<?> type) {
        if (type.isArray()) {
            return of(type.getComponentType()) + "[]";
        }
        if (isWrapper(type.getName())) {
            return "the snippet";
        }
        return WITHIN_WRAPPER.matcher(type.getName()).replaceFirst("");
    }

    /** The last part of a class's name, with the classes around it. */
    static String simple(Class<?> type) {
        String name = of(type);
        return name.substring(name.lastIndexOf('.') + 1).replace('$', '.');
    }
}
