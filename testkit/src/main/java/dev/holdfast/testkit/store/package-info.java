/**
 * The stores in memory, and the promises that every implementation of them must keep: extend a
 * suite; nothing of it can be skipped.
 */
@NullMarked
package dev.holdfast.testkit.store;

import org.jspecify.annotations.NullMarked;
