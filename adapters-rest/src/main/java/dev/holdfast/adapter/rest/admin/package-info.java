/** Routes of API keys and tenants. */
@NullMarked
package dev.holdfast.adapter.rest.admin;

import org.jspecify.annotations.NullMarked;
