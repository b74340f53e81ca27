package io.zoosync.examples;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * The Java code in the README and the guides is that of the examples, which are compiled and run. A
 * block of it stands behind a line {@code <!-- code: FILE#REGION -->}; the region is what stands in
 * the file between {@code // tag::REGION} and {@code // end::REGION}, without the indentation.
 */
class DocsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern MARKER = Pattern.compile("<!-- code: (\\S+)#(\\S+) -->");
    private static final Pattern LINK =
            Pattern.compile("\\]\\(([^)\\s]+)\\)|(?:src|srcset)=\"([^\"]+)\"");
    private static final String FENCE = "```";

    /** A block of Java code, and where it is from. */
    private record Snippet(Path document, int line, String marker, String code) {
        void check() throws IOException {
            Matcher matcher = MARKER.matcher(marker);
            assertTrue(matcher.matches(), "no \"<!-- code: FILE#REGION -->\" above " + where());
            String region = region(ROOT.resolve(matcher.group(1)), matcher.group(2));
            assertEquals(region, code, where());
        }

        private String where() {
            return ROOT.relativize(document) + ":" + line;
        }
    }

    @Test
    void showsTheCodeOfTheExamples() throws IOException {
        List<Executable> checks = new ArrayList<>();
        for (Path document : documents()) {
            snippets(document).forEach(snippet -> checks.add(snippet::check));
        }
        assertFalse(checks.isEmpty(), "no Java code in the documents of " + ROOT);
        assertAll(checks);
    }

    @Test
    void linksToFilesThatExist() throws IOException {
        List<Executable> checks = new ArrayList<>();
        for (Path document : documents()) {
            Matcher matcher = LINK.matcher(Files.readString(document));
            while (matcher.find()) {
                String link = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
                checks.add(() -> checkLink(document, link));
            }
        }
        assertAll(checks);
    }

    private static void checkLink(Path document, String link) throws IOException {
        if (link.contains("://")) {
            return;
        }
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]);
        String where = link + " in " + ROOT.relativize(document);
        assertTrue(Files.exists(target), where);
        if (parts.length == 2) {
            assertTrue(anchors(target).contains(parts[1]), where);
        }
    }

    /** The names by which headings can be linked to. */
    private static List<String> anchors(Path document) throws IOException {
        return Files.readAllLines(document).stream()
                .filter(line -> line.startsWith("#"))
                .map(
                        line ->
                                line.replaceFirst("#+ ", "")
                                        .toLowerCase(Locale.ROOT)
                                        .replaceAll("[^a-z0-9 _-]", "")
                                        .replace(' ', '-'))
                .toList();
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>();
        if (Files.exists(ROOT.resolve("README.md"))) {
            documents.add(ROOT.resolve("README.md"));
        }
        try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
            files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
        }
        return documents;
    }

    private static List<Snippet> snippets(Path document) throws IOException {
        List<String> lines = Files.readAllLines(document);
        List<Snippet> snippets = new ArrayList<>();
        String above = "";
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.startsWith(FENCE)) {
                above = line.isBlank() ? above : line;
                continue;
            }
            int start = i + 1;
            do {
                i++;
            } while (!lines.get(i).equals(FENCE));
            if (line.equals(FENCE + "java")) {
                String code = String.join("\n", lines.subList(start, i));
                snippets.add(new Snippet(document, start, above, code));
            } else {
                assertFalse(MARKER.matcher(above).matches(), above + " is above no Java code");
            }
            above = "";
        }
        return snippets;
    }

    private static String region(Path file, String name) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<String> trimmed = lines.stream().map(String::strip).toList();
        int start = trimmed.indexOf("// tag::" + name);
        int end = trimmed.indexOf("// end::" + name);
        assertTrue(start >= 0 && end > start, "no region " + name + " in " + file);
        return lines.subList(start + 1, end).stream()
                .filter(line -> !line.strip().matches("// (tag|end)::\\S+"))
                .collect(Collectors.joining("\n"))
                .stripIndent();
    }
}
