package dev.holdfast.application.service;

import dev.holdfast.application.port.out.Actions;
import dev.holdfast.domain.definition.Catalog;
import java.util.AbstractList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a published version refers to. It was checked at publishing; since then an action may have
 * been taken out of the installation, or a workflow deleted. That is for the step to meet that
 * needs it, not a reason to refuse the whole version, which runs are pinned to.
 */
record PinnedCatalog(Actions actions) implements Catalog {
  private static final long TIMEOUT_MS_OF_LOST_ACTIONS = 60_000;

  /** Every version there can be. */
  static final List<Integer> ANY =
      new AbstractList<>() {
        @Override
        public Integer get(int index) {
          return index + 1;
        }

        @Override
        public int size() {
          return Integer.MAX_VALUE;
        }

        @Override
        public boolean contains(@Nullable Object version) {
          return version instanceof Integer number && number > 0;
        }
      };

  @Override
  public ActionFacts action(String actionId, int version) {
    ActionFacts installed = new InstalledActions(actions).facts(actionId, version);
    return installed != null
        ? installed
        : new ActionFacts(
            actionId, version, List.of(), null, List.of(), null, TIMEOUT_MS_OF_LOST_ACTIONS);
  }

  @Override
  public List<String> actionIds() {
    return List.of();
  }

  @Override
  public List<Integer> actionVersions(String actionId) {
    return ANY;
  }

  @Override
  public List<Integer> workflowVersions(String idOrKey) {
    return ANY;
  }

  @Override
  public boolean hasSchema(String schemaRef) {
    return true;
  }
}
