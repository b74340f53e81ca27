package io.zoosync.internal.shipping;

import java.io.ObjectInputFilter;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;

/**
 * Decides which classes a parent takes from its workers. In this order:
 *
 * <ol>
 *   <li>what the pool's own filter, and then the JVM's {@code jdk.serialFilter}, allow or reject;
 *   <li>proxies, and libraries that are known to run foreign code when they are deserialised, are
 *       refused;
 *   <li>classes of the application, which are all that its loaders find outside of the JDK, are
 *       taken;
 *   <li>of the JDK: values of {@code java.lang}, {@code java.util} and {@code
 *       java.util.concurrent}, {@code java.math}, {@code java.time}, {@code java.text}, {@code
 *       java.net}, {@code java.io}, {@code java.sql}, and exceptions of any package; nothing else.
 * </ol>
 *
 * <p>This is no sandbox: workers are the user's own processes. It keeps a message that was damaged,
 * or forged by code that a worker was fooled into running, from doing more than a value can.
 */
final class ResultFilter implements ObjectInputFilter {
    private static final Set<String> VALUE_PACKAGES =
            Set.of(
                    "java.lang",
                    "java.util",
                    "java.util.concurrent",
                    "java.util.concurrent.atomic",
                    "java.util.concurrent.locks",
                    "java.util.regex",
                    "java.math",
                    "java.time",
                    "java.time.chrono",
                    "java.time.zone",
                    "java.text",
                    "java.net",
                    "java.io",
                    "java.sql");

    /** Classes that the ones above are made of. */
    private static final Set<String> VALUE_CLASSES =
            Set.of("java.lang.invoke.SerializedLambda", "sun.util.calendar.ZoneInfo");

    /** Beginnings of names that published attacks on deserialisation use. */
    private static final List<String> REFUSED =
            List.of(
                    "javax.management.BadAttributeValueExpException",
                    "org.apache.commons.collections.functors.",
                    "org.apache.commons.collections4.functors.",
                    "org.apache.commons.beanutils.",
                    "org.codehaus.groovy.runtime.",
                    "org.springframework.beans.factory.",
                    "org.springframework.aop.",
                    "com.mchange.v2.c3p0.",
                    "org.hibernate.engine.spi.TypedValue",
                    "org.python.core.",
                    "org.mozilla.javascript.",
                    "bsh.",
                    "clojure.");

    private final ObjectInputFilter first;

    /**
     * @param first is asked before all else; null for none
     */
    ResultFilter(ObjectInputFilter first) {
        this.first = first;
    }

    @Override
    public Status checkInput(FilterInfo info) {
        boolean asked = first != null && !isEnvelope(info);
        Status status = asked ? first.checkInput(info) : Status.UNDECIDED;
        ObjectInputFilter ofJvm = Config.getSerialFilter();
        if (status == Status.UNDECIDED && ofJvm != null) {
            status = ofJvm.checkInput(info);
        }
        if (status != Status.UNDECIDED || info.serialClass() == null) {
            return status;
        }
        return isTaken(info.serialClass()) ? Status.ALLOWED : Status.REJECTED;
    }

    /** The array in which a pool sends values: who lists what to allow does not know of it. */
    private static boolean isEnvelope(FilterInfo info) {
        return info.depth() == 1 && info.serialClass() == Object[].class;
    }

    private static boolean isTaken(Class<?> type) {
        Class<?> element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        String name = element.getName();
        if (Proxy.isProxyClass(element) || REFUSED.stream().anyMatch(name::startsWith)) {
            return false;
        }
        ClassLoader loader = element.getClassLoader();
        return element.isPrimitive()
                || loader != null && loader != ClassLoader.getPlatformClassLoader()
                || VALUE_PACKAGES.contains(element.getPackageName())
                || VALUE_CLASSES.contains(name)
                || Throwable.class.isAssignableFrom(element);
    }
}
