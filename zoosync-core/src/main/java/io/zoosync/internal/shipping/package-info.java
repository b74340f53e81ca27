/**
 * How functions, their arguments and their results travel between a parent and the workers that it
 * started.
 *
 * <p><b>Parent.</b> {@link Shipper#ship} checks that a function can travel and packs it, with the
 * class files that workers do not find on their class path and the values of those classes' static
 * fields which the function uses. {@link Shipment#bytes} goes to each worker once, {@link
 * Shipment#pack} packs arguments for it, {@link Shipment#unpackResult} and {@link
 * Shipment#unpackFailure} read what comes back.
 *
 * <p><b>Worker.</b> {@link Receiver#receive} makes a {@link Parcel} of a shipment's bytes. For each
 * task: {@link Parcel#unpack} the arguments, {@link Parcel#open} the function, run it, {@link
 * Receiver#pack} the result or {@link Receiver#packFailure} the exception.
 *
 * <p>Bytes must come from a segment that only the parent and its workers can open. Filters of
 * deserialisation bound what a damaged message can do.
 */
package io.zoosync.internal.shipping;
