/**
 * A lock between processes that recovers when its holder is killed: {@link
 * io.zoosync.lock.ZooLock}.
 *
 * <p><b>Between threads.</b> A lock excludes threads of one process like any {@link
 * java.util.concurrent.locks.Lock}; it is reentrant per object and thread.
 *
 * <p><b>Between processes.</b> All processes that open one name share one lock and its conditions.
 * Everything before a release happens-before everything after the next acquisition.
 *
 * <p><b>After a crash.</b> When a process dies holding the lock, a waiter gets it and is told. That
 * the protected state may be half changed stays known until a holder marks it consistent, even if
 * the repairing process dies as well. Waiters that die leave nothing behind.
 *
 * <p><b>Unsupported.</b> Recovery from a thread that ends, in a living process, without releasing;
 * fairness; sharing between machines.
 */
package io.zoosync.lock;
