package dev.holdfast.testkit.parity;

/**
 * What random scripts may do besides starting runs, answering calls, submitting events, cancelling
 * and letting time pass.
 *
 * @param commands operators resume, retry and requeue
 * @param lostWorkers the node that works is lost, and another takes over
 */
public record Ingredients(boolean commands, boolean lostWorkers) {
  public static final Ingredients ALL = new Ingredients(true, true);

  public Ingredients withoutCommands() {
    return new Ingredients(false, lostWorkers);
  }

  public Ingredients withoutLostWorkers() {
    return new Ingredients(commands, false);
  }
}
