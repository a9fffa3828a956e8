/** The way to a Temporal server, and what encrypts and compresses on it. */
@NullMarked
package dev.holdfast.adapter.temporal.connection;

import org.jspecify.annotations.NullMarked;
