/** In-memory ports, virtual time, scenarios and conformance suites, for tests only. */
@NullMarked
package dev.holdfast.testkit;

import org.jspecify.annotations.NullMarked;
