/** Workflow code: what a run does, deterministically. Under the bans of the domain. */
@NullMarked
package dev.holdfast.adapter.temporal.workflow;

import org.jspecify.annotations.NullMarked;
