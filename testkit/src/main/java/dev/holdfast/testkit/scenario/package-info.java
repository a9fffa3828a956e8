/**
 * Scenarios as data: what is started, answered, submitted and ordered, step by step, and what must
 * then be true, on any engine that a {@link dev.holdfast.testkit.scenario.ScenarioDriver} can
 * drive.
 */
@NullMarked
package dev.holdfast.testkit.scenario;

import org.jspecify.annotations.NullMarked;
