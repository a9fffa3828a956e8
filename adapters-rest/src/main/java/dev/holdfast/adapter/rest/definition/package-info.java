/** Routes of workflow definitions. */
@NullMarked
package dev.holdfast.adapter.rest.definition;

import org.jspecify.annotations.NullMarked;
