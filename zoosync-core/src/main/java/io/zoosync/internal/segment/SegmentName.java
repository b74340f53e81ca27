package io.zoosync.internal.segment;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** A name that is safe to make a file name of, and the kind of segment that bears it. */
public record SegmentName(Segment.Kind kind, String name) {
    private static final Pattern RULE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");

    /**
     * Checks a name that a user gave; one {@code /} before it is dropped.
     *
     * @throws IllegalArgumentException if it is against the rule
     */
    static SegmentName of(Segment.Kind kind, String given) {
        String name = given.startsWith("/") ? given.substring(1) : given;
        if (!RULE.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    String.format(
                            "a name must be 1 to 200 of the characters A-Z a-z 0-9 . _ - and begin"
                                    + " with a letter or digit; a single / may precede it:"
                                    + " name=\"%s\"",
                            given));
        }
        return new SegmentName(kind, name);
    }

    /** Takes a file's name apart; null if no segment has such a name. */
    public static SegmentName ofFile(String fileName) {
        int dot = fileName.lastIndexOf('.');
        for (Segment.Kind kind : Segment.Kind.values()) {
            if (dot > 0
                    && fileName.substring(dot + 1).equals(kind.extension())
                    && RULE.matcher(fileName.substring(0, dot)).matches()) {
                return new SegmentName(kind, fileName.substring(0, dot));
            }
        }
        return null;
    }

    /** The name of its file. */
    public String fileName() {
        return name + "." + kind.extension();
    }

    Path in(Path directory) {
        return directory.resolve(fileName());
    }
}
