/**
 * N-dimensional arrays of numbers with NumPy's operations and results, unnamed or shared between
 * processes under a name: {@link io.zoosync.array.ZooArray}.
 *
 * <p><b>Between threads.</b> An array serves any number of threads. Elements are read and written
 * plainly: threads that use the same elements order their accesses by other means, or may see old
 * values. Elements of up to 8 bytes are never torn on 64-bit machines.
 *
 * <p><b>Between processes.</b> All processes that open one name share one memory, and the same
 * holds: what precedes the release of a {@code ZooLock}, the commit of a {@code ZooQueue}'s message
 * or the submission of a pool's task happens-before its acquisition, receipt or start. A named
 * array is a valid {@code .npy} file in {@link io.zoosync.shm.ZooShm#directory}, so that NumPy's
 * {@code numpy.load(path, mmap_mode="r+")} gives Python the same memory. Its type and shape never
 * change; it is removed by {@link io.zoosync.array.ZooArray#unlink}, or listed and removed with
 * {@link io.zoosync.shm.ZooShm}, and whoever is attached keeps it.
 *
 * <p><b>After a crash.</b> A name appears with the whole array, all its memory allocated and zero,
 * or not at all, wherever its creator is killed; the next to create anything removes what was left.
 * A process killed while it computes leaves some elements new and others old: an array does not
 * know that, so what must change as a whole is changed under a lock, whose next holder learns of
 * the death. A file that was cut short or damaged is refused with the reason. No access, whatever
 * another process wrote, reaches beyond the array or ends the JVM; only a file that is shortened
 * while it is mapped leads to {@link java.lang.InternalError}.
 *
 * <p><b>Unsupported.</b> Other element types than {@link io.zoosync.array.DType}'s (strings,
 * complex numbers, fields); atomic operations on elements; arrays that grow; sharing between users,
 * machines or byte orders; the poisoning of damaged segments that locks and queues have, since
 * NumPy would not see it.
 */
package io.zoosync.array;
