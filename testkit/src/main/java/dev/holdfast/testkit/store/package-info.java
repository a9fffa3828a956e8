/** The stores of definitions, schemas, keys, tenants and audits, in memory. */
@NullMarked
package dev.holdfast.testkit.store;

import org.jspecify.annotations.NullMarked;
