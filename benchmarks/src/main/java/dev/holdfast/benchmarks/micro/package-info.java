/** JMH benchmarks of the core: the reducer, expressions, and the state's bytes. */
@NullMarked
package dev.holdfast.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
