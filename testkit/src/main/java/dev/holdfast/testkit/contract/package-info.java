/** The contract of the interpreter as scenarios, and the suite that holds any engine to it. */
@NullMarked
package dev.holdfast.testkit.contract;

import org.jspecify.annotations.NullMarked;
