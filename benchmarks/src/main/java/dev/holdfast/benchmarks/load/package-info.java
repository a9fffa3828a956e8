/** Load: Holdfast and a peer on the same database, in one go. */
@NullMarked
package dev.holdfast.benchmarks.load;

import org.jspecify.annotations.NullMarked;
