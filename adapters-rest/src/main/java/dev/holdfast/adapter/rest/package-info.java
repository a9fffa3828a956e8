/** The HTTP API: controllers, problem details, authentication, OpenAPI. */
@NullMarked
package dev.holdfast.adapter.rest;

import org.jspecify.annotations.NullMarked;
