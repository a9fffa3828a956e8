/** JSON text with exact numbers and limits, and JSON Schema, on Jackson. */
@NullMarked
package dev.holdfast.adapter.json;

import org.jspecify.annotations.NullMarked;
