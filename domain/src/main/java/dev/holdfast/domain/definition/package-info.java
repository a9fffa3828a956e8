/** The definition language: documents, their compiler, and the program a run executes. */
@NullMarked
package dev.holdfast.domain.definition;

import org.jspecify.annotations.NullMarked;
