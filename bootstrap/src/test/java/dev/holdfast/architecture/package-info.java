/** The boundary rules of all modules, and the proof that each of them can fail. */
@NullMarked
package dev.holdfast.architecture;

import org.jspecify.annotations.NullMarked;
