package io.zoosync.internal.shipping;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Classes that are compiled in memory, as JShell's are: no worker finds them on its class path. */
final class Snippets extends ClassLoader {
    private final Map<String, byte[]> classes;
    private final boolean givesClassFiles;

    private Snippets(Map<String, byte[]> classes, boolean givesClassFiles) {
        super(Snippets.class.getClassLoader());
        this.classes = classes;
        this.givesClassFiles = givesClassFiles;
    }

    /** Compiles classes, whose sources begin with {@code NAME:}. */
    static Snippets compile(String... sources) {
        return new Snippets(classFiles(sources), true);
    }

    /** The same from a loader that keeps the class files for itself. */
    static Snippets compileSecretly(String... sources) {
        return new Snippets(classFiles(sources), false);
    }

    private static Map<String, byte[]> classFiles(String... sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Map<String, ByteArrayOutputStream> written = new HashMap<>();
        List<JavaFileObject> units = new ArrayList<>();
        for (String source : sources) {
            int colon = source.indexOf(':');
            units.add(new Source(source.substring(0, colon), source.substring(colon + 1)));
        }
        JavaFileManager files =
                new Memory(compiler.getStandardFileManager(null, null, null), written);
        List<String> options =
                List.of(
                        "--release",
                        "17",
                        "-proc:none",
                        "-cp",
                        System.getProperty(
                                "surefire.test.class.path", System.getProperty("java.class.path")));
        if (!compiler.getTask(null, files, null, options, null, units).call()) {
            throw new IllegalArgumentException("does not compile: " + String.join("\n", sources));
        }
        Map<String, byte[]> classes = new HashMap<>();
        written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
        return classes;
    }

    /** Calls a static method without parameters. */
    Object call(String className, String method) throws ReflectiveOperationException {
        var found = loadClass(className).getDeclaredMethod(method);
        found.setAccessible(true);
        return found.invoke(null);
    }

    /** What such a method makes: a function. */
    @SuppressWarnings("unchecked") // as the source says
    <T, R> Courier.Fn<T, R> function(String className, String method)
            throws ReflectiveOperationException {
        return (Courier.Fn<T, R>) call(className, method);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = classes.get(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    @Override
    public InputStream getResourceAsStream(String name) {
        byte[] bytes =
                givesClassFiles ? classes.get(name.replace(".class", "").replace('/', '.')) : null;
        return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name.replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ByteArrayOutputStream> written;

        Memory(JavaFileManager files, Map<String, ByteArrayOutputStream> written) {
            super(files);
            this.written = written;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + name), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return written.computeIfAbsent(name, any -> new ByteArrayOutputStream());
                }
            };
        }
    }
}
