/** Accepts runs, events and orders, and hands them over to Temporal. */
@NullMarked
package dev.holdfast.adapter.temporal.engine;

import org.jspecify.annotations.NullMarked;
