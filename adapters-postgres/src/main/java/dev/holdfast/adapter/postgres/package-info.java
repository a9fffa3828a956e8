/** Stores and projections on PostgreSQL, its migrations, and the embedded server. */
@NullMarked
package dev.holdfast.adapter.postgres;

import org.jspecify.annotations.NullMarked;
