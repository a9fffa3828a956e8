package dev.holdfast.application.view;

import java.time.Instant;
import java.util.List;

/**
 * Why a run stands still.
 *
 * @param waits the open ones
 */
public record Why(RunView run, List<OpenWaitAndEvents> waits) {
  public Why {
    waits = List.copyOf(waits);
  }

  /** An open wait and the events that nearly matched it, newest first. */
  public record OpenWaitAndEvents(WaitView waiting, List<NearMiss> recent) {}

  /**
   * An event that did not end a wait.
   *
   * @param reason a code, such as {@code OTHER_KEY} or {@code FILTER_FALSE}
   */
  public record NearMiss(String eventId, String eventName, Instant receivedAt, String reason) {}
}
