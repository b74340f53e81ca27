package io.zoosync.array;

import io.zoosync.internal.npy.NpyHeader;
import io.zoosync.internal.segment.ArrayFile;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;

/** Arrays in shared memory. */
final class NamedArrays {
    private NamedArrays() {}

    static ZooArray create(String name, DType dtype, long... shape) throws IOException {
        Shapes.checkedBytes(dtype, shape);
        return array(ArrayFile.create(name, dtype.npy(), shape, Storage.WINDOW_BYTES));
    }

    static ZooArray attach(String name) throws IOException {
        return array(ArrayFile.attach(name, Storage.WINDOW_BYTES));
    }

    static ZooArray open(String name, DType dtype, long... shape) throws IOException {
        while (true) { // each further round means that another process created or removed it
            try {
                return checked(attach(name), dtype, shape);
            } catch (NoSuchFileException e) {
                // to be created
            }
            try {
                return create(name, dtype, shape);
            } catch (FileAlreadyExistsException e) {
                // another was first
            }
        }
    }

    static boolean unlink(String name) throws IOException {
        return ArrayFile.unlink(name);
    }

    private static ZooArray checked(ZooArray found, DType dtype, long... shape) {
        if (found.dtype() != dtype || !Arrays.equals(found.shapeRef(), shape)) {
            throw new IllegalArgumentException(
                    String.format(
                            "array '%s' exists with another dtype or shape: asked for %s %s, it"
                                    + " has %s %s",
                            found.name(),
                            dtype,
                            Arrays.toString(shape),
                            found.dtype(),
                            Arrays.toString(found.shapeRef())));
        }
        return found;
    }

    private static ZooArray array(ArrayFile file) throws IOException {
        NpyHeader header = file.header();
        if (header.order() != ByteOrder.nativeOrder()) {
            throw new IOException(
                    file.path() + " has its bytes in another order than this machine");
        }
        Storage storage =
                new Storage(file.windows(), header.dataBytes(), file.name(), file.identity());
        return NpyFiles.over(storage, header);
    }
}
