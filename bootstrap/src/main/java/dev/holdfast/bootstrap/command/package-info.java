/** What can be asked for on the command line. */
@NullMarked
package dev.holdfast.bootstrap.command;

import org.jspecify.annotations.NullMarked;
