/**
 * Arrays of numbers through a queue, without a copy: {@link io.zoosync.arrays.ArrayProducer} and
 * {@link io.zoosync.arrays.ArrayConsumer}.
 *
 * <p>A message is the bytes of a {@code .npy} file, so it says of itself what it is, and NumPy can
 * read it. It is built in the queue's slot, as a {@link io.zoosync.array.ZooArray} or through a
 * buffer over it, and read there. Guarantees between threads and processes, and after deaths, are
 * those of {@link io.zoosync.queue}.
 */
package io.zoosync.arrays;
