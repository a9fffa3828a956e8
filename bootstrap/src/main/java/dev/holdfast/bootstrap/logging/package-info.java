/** How log lines look. */
@NullMarked
package dev.holdfast.bootstrap.logging;

import org.jspecify.annotations.NullMarked;
