/** The EE runtime: each run is one Temporal workflow that folds inputs and asks for effects. */
@NullMarked
package dev.holdfast.adapter.temporal;

import org.jspecify.annotations.NullMarked;
