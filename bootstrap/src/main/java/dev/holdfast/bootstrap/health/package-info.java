/** What operators see of a running service: health and metrics. */
@NullMarked
package dev.holdfast.bootstrap.health;

import org.jspecify.annotations.NullMarked;
