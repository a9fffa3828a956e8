/** Processes that die at any instant, and what must be true afterwards. */
@NullMarked
package dev.holdfast.bootstrap.crash;

import org.jspecify.annotations.NullMarked;
