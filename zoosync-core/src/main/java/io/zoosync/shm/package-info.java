/**
 * The shared memory that locks, queues and arrays live in: where it is, what there is, and how to
 * remove it.
 *
 * <p>Every lock, queue and named array is a <i>segment</i>: one file of a directory in memory,
 * {@code /dev/shm/zoosync-UID} on Linux, named after it ({@code orders.queue}, {@code orders.lock},
 * {@code prices.npy}). The system property {@code zoosync.dir} or the environment variable {@code
 * ZOOSYNC_DIR} moves the directory; processes that are to meet must use the same one. Beside the
 * segments it holds {@code processes}, by which each process knows whether another still lives. Do
 * not remove that file while anything is in use: the locks and queues made under it are refused
 * from then on, and the message says so.
 *
 * <p><b>Between threads:</b> all methods may be called by any thread.
 *
 * <p><b>Between processes:</b> a segment appears under its name complete or not at all, with all
 * its memory allocated; of several processes that create it at once, one does and the others get
 * the same. What the creator wrote happens-before a successful opening. Removing a name takes
 * nothing away from those attached; the memory goes back to the system when the last of them ends.
 * Nothing is ever removed without having been asked for, except the unfinished files of creators
 * that died.
 *
 * <p><b>After a crash:</b> a process killed while it creates a segment leaves either the whole
 * segment or an unfinished file without a public name, which the next creation removes. Segments
 * outlive all processes, until they are unlinked or the machine is started again.
 *
 * <p><b>Security:</b> the directory must belong to this user and be closed to all others (0700),
 * and so must the files (0600); symbolic links are not followed; whatever is not so is refused.
 * Processes of one user trust each other with the data. They need not trust each other with their
 * memory safety: what a stranger writes into a segment leads to an error, never outside of it.
 *
 * <p><b>Not supported:</b> sharing between users; network file systems; file systems without hard
 * links; more than 4095 processes in one directory at a time; shortening a segment's file while it
 * is in use, which the JVM reports as {@link java.lang.InternalError}.
 */
package io.zoosync.shm;
