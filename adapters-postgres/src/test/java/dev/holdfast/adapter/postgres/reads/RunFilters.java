package dev.holdfast.adapter.postgres.reads;

import dev.holdfast.application.view.RunFilter;
import dev.holdfast.domain.run.RunStatus;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Filters with one or two members set. */
public final class RunFilters {
  private RunFilters() {}

  public static RunFilter of(RunFilter.Sort sort) {
    return new RunFilter(List.of(), null, null, null, null, null, null, null, null, null, sort);
  }

  public static RunFilter statuses(RunFilter f, RunStatus... statuses) {
    return new RunFilter(
        List.of(statuses), null, null, null, null, null, null, null, null, null, f.sort());
  }

  public static RunFilter workflow(RunFilter f, String workflow, @Nullable Integer version) {
    return new RunFilter(
        List.of(), workflow, version, null, null, null, null, null, null, null, f.sort());
  }

  public static RunFilter facts(
      RunFilter f,
      @Nullable String engine,
      @Nullable String state,
      RunFilter.@Nullable Tag tag,
      @Nullable UUID parent) {
    return new RunFilter(
        List.of(), null, null, engine, state, tag, parent, null, null, null, f.sort());
  }

  public static RunFilter search(RunFilter f, String search) {
    return new RunFilter(
        List.of(), null, null, null, null, null, null, search, null, null, f.sort());
  }

  public static RunFilter between(RunFilter f, @Nullable Instant from, @Nullable Instant to) {
    return new RunFilter(List.of(), null, null, null, null, null, null, null, from, to, f.sort());
  }
}
