/** What the application needs from outside: stores, engines, actions, time. */
@NullMarked
package dev.holdfast.application.port.out;

import org.jspecify.annotations.NullMarked;
