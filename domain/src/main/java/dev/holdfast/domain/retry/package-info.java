/** Retry policies and their delays. */
@NullMarked
package dev.holdfast.domain.retry;

import org.jspecify.annotations.NullMarked;
