/** The contract suite on the runtime in memory, and tests of the suite itself. */
@NullMarked
package dev.holdfast.testkit.contract;

import org.jspecify.annotations.NullMarked;
