/** The header of NumPy's {@code .npy} files. */
package io.zoosync.internal.npy;
