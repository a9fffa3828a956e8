/** A PostgreSQL server of our own, for installations on one machine, benchmarks and tests. */
@NullMarked
package dev.holdfast.adapter.postgres.embedded;

import org.jspecify.annotations.NullMarked;
