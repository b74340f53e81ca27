/**
 * What all parts of ZooSync share: the exception for damaged memory.
 *
 * <p>Locks are in {@code io.zoosync.lock}, queues in {@code io.zoosync.queue}, arrays in {@code
 * io.zoosync.array}, and the files that they live in are listed and removed with {@link
 * io.zoosync.shm}.
 *
 * <p><b>Between threads:</b> every type of ZooSync may be used by any number of threads unless it
 * says otherwise. <b>Between processes:</b> segments are shared by all JVMs of one user on one
 * machine that use the same directory, containers with other PID namespaces included. <b>After a
 * crash:</b> the death of a process at any instruction is noticed and handled by those that go on;
 * only the kernel's word that a process has ended counts, never a timeout. <b>Not supported:</b>
 * sharing between users, machines, or byte orders; files on a network file system.
 */
package io.zoosync;
