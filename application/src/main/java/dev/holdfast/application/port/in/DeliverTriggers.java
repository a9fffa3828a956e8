package dev.holdfast.application.port.in;

/**
 * Takes up deliveries to triggers that were left pending by a crash or an outage. Safe to call on
 * several nodes at once: a fire key starts one run.
 */
public interface DeliverTriggers {
  /**
   * @param limit deliveries at most
   * @return how many were taken up
   */
  int deliver(int limit);
}
