/** The pure core: what a workflow is and how a run advances. */
@NullMarked
package dev.holdfast.domain;

import org.jspecify.annotations.NullMarked;
