/** {@code log.write}. */
@NullMarked
package dev.holdfast.adapter.actions.log;

import org.jspecify.annotations.NullMarked;
