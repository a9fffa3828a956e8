/** The OpenAPI document, made of the routes themselves, and the page that shows it. */
@NullMarked
package dev.holdfast.adapter.rest.docs;

import org.jspecify.annotations.NullMarked;
