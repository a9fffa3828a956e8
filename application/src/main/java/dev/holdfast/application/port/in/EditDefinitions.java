package dev.holdfast.application.port.in;

import dev.holdfast.application.view.DefinitionView;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes and changes definitions. {@code idOrKey} is a UUID or a key everywhere. Each change stands
 * in the audit, with it or not at all.
 */
public interface EditDefinitions {
  /** Makes a definition with a first draft. Any document will do: the answer lists its issues. */
  Outcome<DefinitionView> create(Caller caller, Creation creation);

  /** Replaces the draft, unless somebody else has since {@code expectedDraftVersion}. */
  Outcome<DefinitionView> saveDraft(
      Caller caller,
      String idOrKey,
      Map<String, @Nullable Object> document,
      long expectedDraftVersion);

  /** Makes the draft the next version, if it has no errors. */
  Outcome<Published> publish(Caller caller, String idOrKey, @Nullable Long expectedDraftVersion);

  /** Changes the settings that are given; others stay. */
  Outcome<DefinitionView> changeSettings(
      Caller caller, String idOrKey, Map<String, @Nullable Object> metadata);

  /** Hides a definition that has no live runs. Its versions stay for the runs that ended. */
  Outcome<UUID> delete(Caller caller, String idOrKey);

  /**
   * @param key null makes one of the document's name
   * @param metadata settings; those not given have their defaults
   */
  record Creation(
      @Nullable String key,
      Map<String, @Nullable Object> document,
      Map<String, @Nullable Object> metadata) {}

  /**
   * A version that was made just now.
   *
   * @param warnings JSON objects; see {@link dev.holdfast.application.view.IssueJson}
   */
  record Published(
      UUID workflowId,
      String key,
      int version,
      String definitionHash,
      List<@Nullable Object> warnings) {}
}
