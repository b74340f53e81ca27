package io.zoosync.pool;

import java.io.Serializable;

/** What a worker needs where one function is not enough. */
record Two(Object first, Object second) implements Serializable {}
