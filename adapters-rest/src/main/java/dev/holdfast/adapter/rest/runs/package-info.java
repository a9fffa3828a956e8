/** Runs: starting, reading, operating them, and their history. */
@NullMarked
package dev.holdfast.adapter.rest.runs;

import org.jspecify.annotations.NullMarked;
