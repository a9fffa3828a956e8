package dev.holdfast.domain.definition;

import dev.holdfast.domain.retry.RetryPolicy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a definition may refer to: actions, workflows, schemas. Asked while compiling only. */
public interface Catalog {
  /** The action, or null when there is no such id and version. */
  @Nullable ActionFacts action(String actionId, int version);

  /** All known action ids, sorted; for suggestions. */
  List<String> actionIds();

  /** Versions of an action, ascending; empty when the id is unknown. */
  List<Integer> actionVersions(String actionId);

  /** The published versions of a workflow, by id or key, ascending; null when it does not exist. */
  @Nullable List<Integer> workflowVersions(String idOrKey);

  /** Whether a payload schema is registered. */
  boolean hasSchema(String schemaRef);

  /**
   * What the compiler needs of an action.
   *
   * @param requiredInput required top-level input members
   * @param inputMembers all declared top-level input members; null when others are allowed
   * @param templateInput top-level input members whose schema says {@code x-template}
   * @param timeoutMs default per attempt
   */
  record ActionFacts(
      String actionId,
      int version,
      List<String> requiredInput,
      @Nullable List<String> inputMembers,
      List<String> templateInput,
      @Nullable RetryPolicy retryHint,
      long timeoutMs) {}
}
