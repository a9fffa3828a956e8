/** Measurements: JMH for the core, a load driver, other engines side by side. */
@NullMarked
package dev.holdfast.benchmarks;

import org.jspecify.annotations.NullMarked;
