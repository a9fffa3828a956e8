/** Compiles definitions as they arrive: from JSON text, with the real expression language. */
@NullMarked
package dev.holdfast.testkit.definition;

import org.jspecify.annotations.NullMarked;
