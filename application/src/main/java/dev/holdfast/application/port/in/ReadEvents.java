package dev.holdfast.application.port.in;

import dev.holdfast.application.view.EventFilter;
import dev.holdfast.application.view.EventView;
import dev.holdfast.application.view.Page;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads stored events. */
public interface ReadEvents {
  /** What a summary counts over. */
  Duration SUMMARY = Duration.ofDays(7);

  Outcome<EventView> event(Caller caller, String eventId);

  Outcome<Page<EventView>> list(
      Caller caller, EventFilter filter, int limit, @Nullable String cursor);

  /** Events by name over {@link #SUMMARY}. */
  Outcome<Map<String, Long>> countByName(Caller caller);
}
