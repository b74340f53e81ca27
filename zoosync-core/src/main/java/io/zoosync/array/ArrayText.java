package io.zoosync.array;

import java.util.function.LongToDoubleFunction;
import java.util.stream.LongStream;

/**
 * Prints arrays as NumPy does with its default settings: lines of up to 75 characters, and of more
 * than 1000 elements only the first and last three along each axis.
 */
final class ArrayText {
    private static final int LINE_WIDTH = 75;
    private static final int THRESHOLD = 1000;
    private static final int EDGE = 3;

    private final ZooArray array;
    private final boolean summarised;
    private final String[] words; // the elements that are shown, in their order
    private int next;

    private ArrayText(ZooArray array) {
        this.array = array;
        this.summarised = array.size() > THRESHOLD;
        LongStream.Builder places = LongStream.builder();
        collect(0, array.offset(), places);
        this.words = words(array, places.build().toArray());
    }

    static String of(ZooArray array) {
        if (array.storage().isClosed()) {
            return "closed array of " + array.dtype();
        }
        if (array.size() == 0) {
            return "[]";
        }
        return array.rank() == 0 ? scalar(array) : new ArrayText(array).part(0, " ", LINE_WIDTH);
    }

    private static String scalar(ZooArray a) {
        return switch (a.dtype()) {
            case BOOL -> a.getBoolean() ? "True" : "False";
            case FLOAT32 -> FloatText.scalar(a.getDouble(), true);
            case FLOAT64 -> FloatText.scalar(a.getDouble(), false);
            default -> Long.toString(a.getLong());
        };
    }

    /** Finds the places of the elements to be shown, from an axis on. */
    private void collect(int axis, long at, LongStream.Builder places) {
        if (axis == array.rank()) {
            places.add(at);
            return;
        }
        long length = array.shapeRef()[axis];
        for (long i = 0; i < length; i++) {
            if (isElided(length) && i == EDGE) {
                i = length - EDGE;
            }
            collect(axis + 1, at + i * array.stridesRef()[axis], places);
        }
    }

    private boolean isElided(long length) {
        return summarised && length > 2 * EDGE;
    }

    private static String[] words(ZooArray a, long... places) {
        String[] words = new String[places.length];
        if (a.dtype().isFloating()) {
            LongToDoubleFunction value = at -> Elements.getDouble(a, at);
            double[] values = LongStream.of(places).mapToDouble(value).toArray();
            FloatText format = new FloatText(values, a.dtype() == DType.FLOAT32);
            for (int i = 0; i < words.length; i++) {
                words[i] = format.format(values[i]);
            }
            return words;
        }
        int width = 0;
        for (int i = 0; i < words.length; i++) {
            long value = Elements.getLong(a, places[i]);
            words[i] =
                    a.dtype() != DType.BOOL ? Long.toString(value) : value != 0 ? "True" : "False";
            width = Math.max(width, words[i].length());
        }
        int common = a.dtype() == DType.BOOL ? "False".length() : width;
        for (int i = 0; i < words.length; i++) {
            words[i] = " ".repeat(common - words[i].length()) + words[i];
        }
        return words;
    }

    /**
     * The part of the array from an axis on, in brackets; continued lines begin with the indent.
     */
    private String part(int axis, String indent, int width) {
        String text =
                axis == array.rank() - 1
                        ? row(axis, indent, width - 1)
                        : block(axis, indent, width);
        return "[" + text.substring(indent.length()) + "]";
    }

    private String block(int axis, String indent, int width) {
        String separator = "\n".repeat(array.rank() - 1 - axis);
        long length = array.shapeRef()[axis];
        StringBuilder text = new StringBuilder();
        for (long i = 0; i < length; i++) {
            if (isElided(length) && i == EDGE) {
                text.append(indent).append("...").append(separator);
                i = length - EDGE;
            }
            text.append(indent).append(part(axis + 1, indent + " ", width - 1));
            text.append(i < length - 1 ? separator : "");
        }
        return text.toString();
    }

    private String row(int axis, String indent, int width) {
        long length = array.shapeRef()[axis];
        StringBuilder text = new StringBuilder();
        StringBuilder line = new StringBuilder(indent);
        for (long i = 0; i < length; i++) {
            if (isElided(length) && i == EDGE) {
                append("...", text, line, indent, width);
                line.append(' ');
                i = length - EDGE;
            }
            append(words[next++], text, line, indent, width);
            line.append(i < length - 1 ? " " : "");
        }
        return text.append(line).toString();
    }

    /** Appends a word to the line, or to a new one if the line has words and would be too long. */
    private static void append(
            String word, StringBuilder text, StringBuilder line, String indent, int width) {
        if (line.length() + word.length() > width && line.length() > indent.length()) {
            text.append(line.toString().stripTrailing()).append('\n');
            line.setLength(0);
            line.append(indent);
        }
        line.append(word);
    }
}
