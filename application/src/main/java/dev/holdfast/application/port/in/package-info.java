/** The use cases: what drives the application. */
@NullMarked
package dev.holdfast.application.port.in;

import org.jspecify.annotations.NullMarked;
