package io.zoosync.queue;

/** The two kinds of ends, for tests that hold for both. */
enum EndKind {
    SHARED {
        @Override
        Producer producer(ZooQueue queue) {
            return queue.producer();
        }

        @Override
        Consumer consumer(ZooQueue queue) {
            return queue.consumer();
        }
    },
    EXCLUSIVE {
        @Override
        Producer producer(ZooQueue queue) {
            try {
                return queue.exclusiveProducer();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        Consumer consumer(ZooQueue queue) {
            try {
                return queue.exclusiveConsumer();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    };

    abstract Producer producer(ZooQueue queue);

    abstract Consumer consumer(ZooQueue queue);
}
