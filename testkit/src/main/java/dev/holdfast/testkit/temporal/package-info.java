/** Real Temporal servers for tests and benchmarks, as processes of their own. */
@NullMarked
package dev.holdfast.testkit.temporal;

import org.jspecify.annotations.NullMarked;
