/**
 * Tests of what two threads at once can see of each other: jcstress for memory order, Lincheck for
 * the order of operations. Threads stand for processes here: the shared memory is the same, and so
 * are the instructions; deaths are for the tests and models of the core.
 *
 * <p>The jcstress tests lie in the packages of what they test, as {@code …Stress}; {@link
 * io.zoosync.concurrency.JcstressTest} runs them. On x86 a processor lets only loads overtake
 * earlier stores, and the compiler keeps stores to shared memory in order: a release that is
 * missing cannot show here, an acquire that is missing can, by the compiler.
 */
package io.zoosync.concurrency;
