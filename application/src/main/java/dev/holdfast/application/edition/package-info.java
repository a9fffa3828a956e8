/** How an edition brings its own engine into an installation that does not name it. */
@NullMarked
package dev.holdfast.application.edition;

import org.jspecify.annotations.NullMarked;
