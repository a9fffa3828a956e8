/** Events, correlation keys and filters: the rules by which an event meets a wait or a trigger. */
@NullMarked
package dev.holdfast.domain.event;

import org.jspecify.annotations.NullMarked;
