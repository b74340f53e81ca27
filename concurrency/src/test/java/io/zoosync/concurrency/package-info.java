/**
 * Tests of what two threads at once can see of each other: jcstress for memory order, Lincheck for
 * the order of operations. Threads stand for processes here: the shared memory is the same, and so
 * are the instructions; deaths are for the tests and models of the core.
 *
 * <p>The jcstress tests lie in the packages of what they test, as {@code …Stress}; {@link
 * io.zoosync.concurrency.JcstressTest} runs them. On x86 a processor lets only loads overtake
 * earlier stores, so a release or acquire that is missing shows only where the compiler makes use
 * of it: an acquire does ({@code BrokenPublishStress}), of a release no test here shows it.
 */
package io.zoosync.concurrency;
