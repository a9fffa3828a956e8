/** Stores of definitions, schemas, API keys, tenants and the audit. */
@NullMarked
package dev.holdfast.adapter.postgres.catalog;

import org.jspecify.annotations.NullMarked;
