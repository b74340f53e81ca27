package io.zoosync.pool;

import io.zoosync.internal.shipping.Shipment;
import io.zoosync.internal.shipping.Shipper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** Puts functions where workers find them. */
final class Shipping {
    /** The number of the function that each worker begins with. */
    static final long INITIALISER = 0;

    private final PoolFiles files;
    private final Shipper shipper;
    private Shipped initialiser;
    private final AtomicLong last = new AtomicLong(INITIALISER);

    Shipping(PoolFiles files, Shipper shipper) {
        this.files = files;
        this.shipper = shipper;
    }

    /** A function that is to travel within a message. */
    Shipped inline(Object function) {
        return new Shipped(TaskFormat.INLINE, shipper.ship(function), null);
    }

    /** Writes a function that many messages are for; {@link Shipped#close} removes it. */
    Shipped ship(Kernel kernel, Object function) throws IOException {
        return write(last.incrementAndGet(), kernel, function);
    }

    void shipInitialiser(PoolFunction.Run action) throws IOException {
        this.initialiser = write(INITIALISER, Kernel.CALL, action);
    }

    @SuppressWarnings("EnumOrdinal") // for processes of the same version
    private Shipped write(long id, Kernel kernel, Object function) throws IOException {
        Shipment shipment = shipper.ship(function);
        byte[] bytes = shipment.bytes();
        ByteBuffer content = ByteBuffer.allocate(Integer.BYTES + bytes.length);
        content.putInt(kernel.ordinal()).put(bytes).flip();
        Path file = files.function(id);
        PoolFiles.write(file, content);
        return new Shipped(id, shipment, file);
    }

    /** What the initialiser threw in a worker. */
    Throwable unpackInitialiserFailure(ByteBuffer bytes) {
        return initialiser.unpackFailure(bytes);
    }

    /**
     * A function on its way.
     *
     * @param file where it is; null if it is in its message
     */
    record Shipped(long id, Shipment shipment, Path file) implements Packing {
        @Override
        public byte[] pack(Object value) {
            return shipment.pack(value);
        }

        @Override
        public Object unpack(ByteBuffer bytes) {
            return shipment.unpackResult(bytes.slice());
        }

        Throwable unpackFailure(ByteBuffer bytes) {
            return shipment.unpackFailure(bytes.slice());
        }

        /** No worker needs it any more. */
        void remove() {
            if (file != null) {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException e) {
                    // it goes with the directory
                }
            }
        }
    }
}
