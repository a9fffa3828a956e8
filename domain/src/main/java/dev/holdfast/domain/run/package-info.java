/**
 * The interpreter: a run's whole state as a value, the inputs folded into it, the effects it asks
 * for and the journal of what happened. Everything here is a pure function of its arguments.
 */
@NullMarked
package dev.holdfast.domain.run;

import org.jspecify.annotations.NullMarked;
