package io.zoosync.array;

import io.zoosync.CorruptSegmentException;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Arrays;

/**
 * What stands for an array in a stream of Java objects. A named one, and a view of one, is written
 * by its name and attached to where it arrives; any other is written with its elements.
 */
final class SerializedArray implements Serializable {
    private static final long serialVersionUID = 1L;

    private transient ZooArray array;

    SerializedArray(ZooArray array) {
        this.array = array;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
        Storage storage = array.storage();
        storage.checkOpen();
        out.writeBoolean(storage.isShared());
        if (!storage.isShared()) {
            NpyFiles.write(array, out);
            return;
        }
        out.writeUTF(storage.name());
        out.writeUTF(storage.identity());
        out.writeUTF(array.dtype().name());
        out.writeLong(array.offset());
        out.writeByte(array.rank());
        for (int axis = 0; axis < array.rank(); axis++) {
            out.writeLong(array.shapeRef()[axis]);
            out.writeLong(array.stridesRef()[axis]);
        }
    }

    private void readObject(ObjectInputStream in) throws IOException {
        array = in.readBoolean() ? readNamed(in) : NpyFiles.read(in);
    }

    private static ZooArray readNamed(ObjectInputStream in) throws IOException {
        String name = in.readUTF();
        String identity = in.readUTF();
        String dtype = in.readUTF();
        long offset = in.readLong();
        int rank = in.readUnsignedByte();
        long[] shape = new long[rank];
        long[] strides = new long[rank];
        for (int axis = 0; axis < rank; axis++) {
            shape[axis] = in.readLong();
            strides[axis] = in.readLong();
        }
        try {
            Storage storage = attach(name, identity, dtype).storage();
            return view(storage, DType.valueOf(dtype), offset, shape, strides);
        } catch (IllegalArgumentException | CorruptSegmentException e) {
            InvalidObjectException invalid = new InvalidObjectException(e.getMessage());
            invalid.initCause(e);
            throw invalid;
        }
    }

    private static ZooArray attach(String name, String identity, String dtype) throws IOException {
        ZooArray whole = NamedArrays.attach(name);
        if (!whole.storage().identity().equals(identity)) {
            throw new InvalidObjectException(
                    "array '" + name + "' was unlinked since, and another one has its name");
        }
        if (!whole.dtype().name().equals(dtype)) {
            throw new InvalidObjectException(
                    "array '" + name + "' is of " + whole.dtype() + ", not of " + dtype);
        }
        return whole;
    }

    /** A view that is checked like whatever comes from outside. */
    private static ZooArray view(
            Storage storage, DType dtype, long offset, long[] shape, long[] strides) {
        Shapes.checkedBytes(DType.BOOL, shape); // a broadcast view is larger than its memory
        if (!Shapes.isWithin(storage.bytes(), dtype.bytes(), offset, shape, strides)) {
            throw new IllegalArgumentException(
                    String.format(
                            "not within the %d bytes of array '%s': shape %s, strides in bytes %s,"
                                    + " from byte %d",
                            storage.bytes(),
                            storage.name(),
                            Arrays.toString(shape),
                            Arrays.toString(strides),
                            offset));
        }
        return ZooArray.owning(storage, dtype, offset, shape, strides);
    }

    private Object readResolve() {
        return array;
    }
}
