/**
 * Random definitions and scripts, and the comparison of what two engines make of them: the proof
 * that the editions behave the same.
 */
@NullMarked
package dev.holdfast.testkit.parity;

import org.jspecify.annotations.NullMarked;
