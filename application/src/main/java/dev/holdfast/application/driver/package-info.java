/** What every engine that drives the interpreter does alike. */
@NullMarked
package dev.holdfast.application.driver;

import org.jspecify.annotations.NullMarked;
