/** The one error type and the codes the core makes. */
@NullMarked
package dev.holdfast.domain.error;

import org.jspecify.annotations.NullMarked;
