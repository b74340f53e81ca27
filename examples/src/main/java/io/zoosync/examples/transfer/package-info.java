/**
 * The commands {@code zoosync arrow send} and {@code zoosync arrow receive}: tables from Arrow IPC
 * files and streams through a queue, and back.
 *
 * <p>Two locks beside the queue, {@code QUEUE.sender} and {@code QUEUE.receiver}, are held for as
 * long as a command works. So each side learns from the kernel that the other one was killed, and
 * two of one kind never meet. A receiver notes what it has written in a journal beside its file;
 * started again after its death it goes on where it was, and writes no batch twice.
 */
package io.zoosync.examples.transfer;
