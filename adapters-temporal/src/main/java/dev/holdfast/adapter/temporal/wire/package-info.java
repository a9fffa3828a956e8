/**
 * What travels between the parts of the EE runtime, through Temporal: workflow, activities, and the
 * bytes they are given.
 */
@NullMarked
package dev.holdfast.adapter.temporal.wire;

import org.jspecify.annotations.NullMarked;
