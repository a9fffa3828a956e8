/**
 * A whole runtime in memory on a virtual clock: the reference that engines are compared with, and
 * the simulator in the making. Single-threaded; nothing happens but by a call.
 */
@NullMarked
package dev.holdfast.testkit.memory;

import org.jspecify.annotations.NullMarked;
