/** The bytes of a run's state and journal, and SHA-256 keys. */
@NullMarked
package dev.holdfast.application.codec;

import org.jspecify.annotations.NullMarked;
