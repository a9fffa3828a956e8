/** The differential test on the runtime in memory, and tests of the test itself. */
@NullMarked
package dev.holdfast.testkit.parity;

import org.jspecify.annotations.NullMarked;
