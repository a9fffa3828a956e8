/** The running service: started, ready, drained and stopped. */
@NullMarked
package dev.holdfast.bootstrap.serve;

import org.jspecify.annotations.NullMarked;
