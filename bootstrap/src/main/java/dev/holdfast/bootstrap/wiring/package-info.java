/** Which parts the service is made of, and how they are put together. */
@NullMarked
package dev.holdfast.bootstrap.wiring;

import org.jspecify.annotations.NullMarked;
