package dev.holdfast.adapter.actions;

import dev.holdfast.application.port.out.Action;
import dev.holdfast.application.port.out.Actions;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The actions of the built-in packs and of the host application. Immutable, thread-safe. */
public final class ActionRegistry implements Actions {
  private final NavigableMap<String, NavigableMap<Integer, Action>> byId = new TreeMap<>();

  /**
   * @throws IllegalArgumentException when two actions share id and version, or an id or version is
   *     no valid one: a host application must not start with a mistake in its actions
   */
  public ActionRegistry(List<? extends Action> actions) {
    for (Action action : actions) {
      Action.Descriptor descriptor = action.descriptor();
      if (!descriptor.actionId().matches("[a-z][A-Za-z0-9_-]*(\\.[A-Za-z][A-Za-z0-9_-]*)+")) {
        throw new IllegalArgumentException(
            "expected an action id like pack.verb, but got " + descriptor.actionId());
      }
      if (descriptor.version() < 1) {
        throw new IllegalArgumentException(
            "expected versions to count from 1, but "
                + descriptor.actionId()
                + " has "
                + descriptor.version());
      }
      Action other =
          byId.computeIfAbsent(descriptor.actionId(), _ -> new TreeMap<>())
              .put(descriptor.version(), action);
      if (other != null) {
        throw new IllegalArgumentException(
            "expected one action "
                + descriptor.actionId()
                + " version "
                + descriptor.version()
                + ", but got two");
      }
    }
  }

  @Override
  public @Nullable Action find(String actionId, int version) {
    NavigableMap<Integer, Action> versions = byId.get(actionId);
    return versions == null ? null : versions.get(version);
  }

  @Override
  public List<Action> all() {
    List<Action> all = new ArrayList<>();
    byId.values().forEach(versions -> all.addAll(versions.values()));
    return all;
  }
}
