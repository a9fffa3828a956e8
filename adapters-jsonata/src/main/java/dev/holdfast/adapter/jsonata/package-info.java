/** The domain's expression interface on JSONata, bounded and guarded. */
@NullMarked
package dev.holdfast.adapter.jsonata;

import org.jspecify.annotations.NullMarked;
