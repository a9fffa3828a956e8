/** Events and signals: submitting and reading them. */
@NullMarked
package dev.holdfast.adapter.rest.events;

import org.jspecify.annotations.NullMarked;
