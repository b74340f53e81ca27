package io.zoosync.array;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** What NumPy answered: {@code numpy-oracle.tsv.gz}, whose first lines explain its format. */
final class OracleTable {
    static final String RESOURCE = "numpy-oracle.tsv.gz";

    /** How often an array's elements are shown at most. */
    private static final int LONGEST_FIELD = 400;

    private OracleTable() {}

    /** One question and NumPy's answer to it. */
    record Case(
            int line, String operation, String tolerance, String expected, List<String> arguments) {
        /** For people, with long fields cut. */
        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            text.append(operation).append(" (line ").append(line).append(", ");
            text.append(tolerance).append(')');
            for (int i = 0; i < arguments.size(); i++) {
                text.append("\n  argument ").append(i).append(": ").append(cut(arguments.get(i)));
            }
            return text.append("\n  expected: ").append(cut(expected)).toString();
        }
    }

    static String cut(String text) {
        return text.length() <= LONGEST_FIELD
                ? text
                : text.substring(0, LONGEST_FIELD) + "... (" + text.length() + " characters)";
    }

    /** The cases by their operation. */
    static Map<String, List<Case>> read() {
        Map<String, List<Case>> cases = new TreeMap<>();
        try (InputStream file = OracleTable.class.getResourceAsStream(RESOURCE);
                BufferedReader lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        new GZIPInputStream(file), StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line; (line = lines.readLine()) != null; ) {
                number++;
                if (!line.startsWith("#")) {
                    Case next = parse(number, line);
                    cases.computeIfAbsent(next.operation(), key -> new ArrayList<>()).add(next);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return cases;
    }

    private static Case parse(int number, String line) {
        String[] fields = line.split("\t", -1);
        return new Case(
                number,
                fields[0],
                fields[1],
                fields[2],
                List.copyOf(Arrays.asList(fields).subList(3, fields.length)));
    }

    /** The text that was written with {@code \n} for new lines. */
    static String unescaped(String text) {
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                char next = text.charAt(++i);
                c = next == 'n' ? '\n' : next == 't' ? '\t' : next;
            }
            result.append(c);
        }
        return result.toString();
    }
}
