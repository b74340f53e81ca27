package io.zoosync.pool;

import java.nio.ByteBuffer;

/** What the inputs or outputs of a map are: arrays of one type, moved without boxing. */
enum Column {
    /** Nothing is sent: the function works with the index alone, or gives nothing. */
    NONE(0) {
        @Override
        Object allocate(int count) {
            return null;
        }

        @Override
        void put(Object array, int at, int count, ByteBuffer to) {}

        @Override
        void get(ByteBuffer from, Object array, int at, int count) {}
    },
    INTS(Integer.BYTES) {
        @Override
        Object allocate(int count) {
            return new int[count];
        }

        @Override
        void put(Object array, int at, int count, ByteBuffer to) {
            to.asIntBuffer().put((int[]) array, at, count);
            advance(to, count);
        }

        @Override
        void get(ByteBuffer from, Object array, int at, int count) {
            from.asIntBuffer().get((int[]) array, at, count);
            advance(from, count);
        }
    },
    LONGS(Long.BYTES) {
        @Override
        Object allocate(int count) {
            return new long[count];
        }

        @Override
        void put(Object array, int at, int count, ByteBuffer to) {
            to.asLongBuffer().put((long[]) array, at, count);
            advance(to, count);
        }

        @Override
        void get(ByteBuffer from, Object array, int at, int count) {
            from.asLongBuffer().get((long[]) array, at, count);
            advance(from, count);
        }
    },
    DOUBLES(Double.BYTES) {
        @Override
        Object allocate(int count) {
            return new double[count];
        }

        @Override
        void put(Object array, int at, int count, ByteBuffer to) {
            to.asDoubleBuffer().put((double[]) array, at, count);
            advance(to, count);
        }

        @Override
        void get(ByteBuffer from, Object array, int at, int count) {
            from.asDoubleBuffer().get((double[]) array, at, count);
            advance(from, count);
        }
    },
    OBJECTS(0) {
        @Override
        Object allocate(int count) {
            return new Object[count];
        }

        @Override
        void put(Object array, int at, int count, ByteBuffer to) {
            throw new UnsupportedOperationException();
        }

        @Override
        void get(ByteBuffer from, Object array, int at, int count) {
            throw new UnsupportedOperationException();
        }

        @Override
        Payload payload(Object array, int at, int count, Packing packing) throws Exception {
            return Values.of((Object[]) array, at, count, packing);
        }

        @Override
        void read(ByteBuffer from, Object array, int at, int count, Packing packing)
                throws Exception {
            Values.read(from, (Object[]) array, at, count, packing);
        }
    };

    private final int elementBytes;

    Column(int elementBytes) {
        this.elementBytes = elementBytes;
    }

    /** Size of an element in bytes; 0 if they differ. */
    int elementBytes() {
        return elementBytes;
    }

    /** A new array. */
    abstract Object allocate(int count);

    /** Writes elements at the buffer's position. */
    abstract void put(Object array, int at, int count, ByteBuffer to);

    /** Reads elements at the buffer's position. */
    abstract void get(ByteBuffer from, Object array, int at, int count);

    /** Elements as the payload of a message. */
    Payload payload(Object array, int at, int count, Packing packing) throws Exception {
        int length = Math.multiplyExact(elementBytes, count);
        return new Payload() {
            @Override
            public int length() {
                return length;
            }

            @Override
            public void write(ByteBuffer to) {
                put(array, at, count, to);
            }
        };
    }

    /** Reads the payload of a message. */
    void read(ByteBuffer from, Object array, int at, int count, Packing packing) throws Exception {
        get(from, array, at, count);
    }

    final void advance(ByteBuffer buffer, int count) {
        buffer.position(buffer.position() + elementBytes * count);
    }
}
