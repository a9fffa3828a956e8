/** The interpreter, rule by rule and against generated definitions. */
@NullMarked
package dev.holdfast.testkit.run;

import org.jspecify.annotations.NullMarked;
