package io.zoosync.pool;

import io.zoosync.internal.shipping.Parcel;
import io.zoosync.internal.shipping.Receiver;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** The functions that a worker has received, the latest ones ready for use. */
final class Functions {
    private static final int KEPT = 64;

    private final PoolFiles files;
    private final Receiver receiver;
    private final Map<Long, Loaded> kept =
            new LinkedHashMap<>(KEPT, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, Loaded> eldest) {
                    return size() > KEPT;
                }
            };
    private long latestId = TaskFormat.INLINE;
    private Loaded latest;

    Functions(PoolFiles files, Receiver receiver) {
        this.files = files;
        this.receiver = receiver;
    }

    /** A function, and the loop that applies it. */
    record Loaded(Kernel kernel, Parcel parcel, Packing packing) {}

    /** The function of a number, or the one in the payload. */
    Loaded get(long id, ByteBuffer payload) throws IOException {
        if (id == TaskFormat.INLINE) {
            return load(Kernel.CALL, payload);
        }
        if (id != latestId) {
            Loaded loaded = kept.get(id);
            if (loaded == null) {
                ByteBuffer file = PoolFiles.read(files.function(id));
                loaded = load(Kernel.of(file.getInt()), file);
                kept.put(id, loaded);
            }
            latest = loaded;
            latestId = id;
        }
        return latest;
    }

    private Loaded load(Kernel kernel, ByteBuffer shipment) {
        Parcel parcel = receiver.receive(shipment.slice());
        Packing packing =
                new Packing() {
                    @Override
                    public byte[] pack(Object value) {
                        return receiver.pack(value);
                    }

                    @Override
                    public Object unpack(ByteBuffer bytes) {
                        return parcel.unpack(bytes.slice());
                    }
                };
        return new Loaded(kernel, parcel, packing);
    }
}
