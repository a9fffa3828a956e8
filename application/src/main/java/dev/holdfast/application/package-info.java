/** Use cases and the ports they need from the world. */
@NullMarked
package dev.holdfast.application;

import org.jspecify.annotations.NullMarked;
