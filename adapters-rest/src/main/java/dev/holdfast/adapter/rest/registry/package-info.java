/** Routes of the registry: step types, actions, functions, schemas. */
@NullMarked
package dev.holdfast.adapter.rest.registry;

import org.jspecify.annotations.NullMarked;
