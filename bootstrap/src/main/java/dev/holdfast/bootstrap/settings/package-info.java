/** Settings: one table of what can be set, and where values come from. */
@NullMarked
package dev.holdfast.bootstrap.settings;

import org.jspecify.annotations.NullMarked;
