package io.zoosync.internal.npy;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the dictionary of a header: Python's literals, as far as a header has them. The keys may
 * come in any order, with blanks between all tokens.
 */
final class HeaderText {
    private final String text;
    private int position;
    private String descr;
    private Boolean fortranOrder;
    private long[] shape;

    private HeaderText(String text) {
        this.text = text;
    }

    /**
     * Reads the text of a header.
     *
     * @throws NpyFormatException if it is no dictionary of the three keys
     */
    static HeaderText parse(String text) throws NpyFormatException {
        HeaderText header = new HeaderText(text);
        header.readDictionary();
        return header;
    }

    String descr() {
        return descr;
    }

    boolean fortranOrder() {
        return fortranOrder;
    }

    long[] shape() {
        return shape;
    }

    private void readDictionary() throws NpyFormatException {
        expect('{');
        while (!accept('}')) {
            readEntry();
            if (!accept(',')) {
                expect('}');
                break;
            }
        }
        skipBlanks();
        if (position < text.length()) {
            throw malformed("the end");
        }
        if (descr == null || fortranOrder == null || shape == null) {
            throw new NpyFormatException(
                    "its header lacks 'descr', 'fortran_order' or 'shape': " + shown());
        }
    }

    private void readEntry() throws NpyFormatException {
        String key = readString();
        expect(':');
        switch (key) {
            case "descr" -> descr = readDescr();
            case "fortran_order" -> fortranOrder = readBoolean();
            case "shape" -> shape = readShape();
            default ->
                    throw new NpyFormatException(
                            "its header has an unknown key '" + key + "': " + shown());
        }
    }

    private String readDescr() throws NpyFormatException {
        skipBlanks();
        if (position < text.length() && text.charAt(position) == '[') {
            throw new NpyFormatException("elements with fields are not supported: " + shown());
        }
        return readString();
    }

    private String readString() throws NpyFormatException {
        skipBlanks();
        char quote = position < text.length() ? text.charAt(position) : 0;
        int end = quote == '\'' || quote == '"' ? text.indexOf(quote, position + 1) : -1;
        if (end < 0) {
            throw malformed("a string");
        }
        String string = text.substring(position + 1, end);
        position = end + 1;
        return string;
    }

    private boolean readBoolean() throws NpyFormatException {
        skipBlanks();
        for (String word : List.of("True", "False")) {
            if (text.startsWith(word, position)) {
                position += word.length();
                return word.equals("True");
            }
        }
        throw malformed("True or False");
    }

    private long[] readShape() throws NpyFormatException {
        List<Long> lengths = new ArrayList<>();
        expect('(');
        while (!accept(')')) {
            lengths.add(readLength());
            if (!accept(',')) {
                if (lengths.size() == 1) {
                    throw malformed("a comma"); // (3) is a number in Python, no tuple
                }
                expect(')');
                break;
            }
        }
        return lengths.stream().mapToLong(Long::longValue).toArray();
    }

    private long readLength() throws NpyFormatException {
        skipBlanks();
        int start = position;
        if (position < text.length() && text.charAt(position) == '-') {
            position++;
        }
        while (position < text.length() && isDigit(text.charAt(position))) {
            position++;
        }
        try {
            long length = Long.parseLong(text.substring(start, position));
            if (position < text.length() && text.charAt(position) == 'L') {
                position++; // as Python 2 wrote them
            }
            return length;
        } catch (NumberFormatException e) {
            position = start;
            throw malformed("a length");
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private boolean accept(char c) {
        skipBlanks();
        boolean found = position < text.length() && text.charAt(position) == c;
        if (found) {
            position++;
        }
        return found;
    }

    private void expect(char c) throws NpyFormatException {
        if (!accept(c)) {
            throw malformed("'" + c + "'");
        }
    }

    private void skipBlanks() {
        while (position < text.length() && " \t\r\n\f".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
    }

    private NpyFormatException malformed(String expected) {
        return new NpyFormatException(
                "its header is malformed: expected "
                        + expected
                        + " at "
                        + position
                        + ": "
                        + shown());
    }

    /** The text for a message: its beginning, with what cannot be printed replaced. */
    private String shown() {
        String line = text.strip();
        String beginning = line.length() > 120 ? line.substring(0, 120) + "..." : line;
        return beginning.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
