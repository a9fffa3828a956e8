package dev.holdfast.application.port.out;

import java.util.UUID;

/**
 * A node's hold on a run.
 *
 * @param fence raised by every claim and every loss; a write under an older one changes nothing
 */
public record RunLease(UUID runId, int node, long fence) {}
