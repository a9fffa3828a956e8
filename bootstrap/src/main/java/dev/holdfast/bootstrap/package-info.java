/** The application: it alone sees every module, and wires them. */
@NullMarked
package dev.holdfast.bootstrap;

import org.jspecify.annotations.NullMarked;
