/** The expression language as the core needs it; an adapter brings the implementation. */
@NullMarked
package dev.holdfast.domain.expression;

import org.jspecify.annotations.NullMarked;
