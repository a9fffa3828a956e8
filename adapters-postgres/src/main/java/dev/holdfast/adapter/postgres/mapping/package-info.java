/** How Java's types stand in PostgreSQL's columns. */
@NullMarked
package dev.holdfast.adapter.postgres.mapping;

import org.jspecify.annotations.NullMarked;
