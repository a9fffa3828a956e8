package dev.holdfast.application.view;

import dev.holdfast.domain.definition.Issue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A definition as readers see it, with its draft or one of its versions.
 *
 * @param draftVersion of the draft shown, or of the one the version was made from
 * @param publishedVersion the newest one, or the version shown; null before the first
 * @param definition the document; null in lists
 * @param metadata the operational settings
 * @param issues of the document; empty in lists
 * @param publication set for a version, which never changes again
 */
public record DefinitionView(
    UUID workflowId,
    String key,
    String name,
    long draftVersion,
    @Nullable Integer publishedVersion,
    @Nullable Map<String, @Nullable Object> definition,
    Map<String, @Nullable Object> metadata,
    List<Issue> issues,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Publication publication) {
  public DefinitionView {
    issues = List.copyOf(issues);
  }

  /**
   * How a version came to be.
   *
   * @param publishedBy the principal
   */
  public record Publication(
      int version, String definitionHash, Instant publishedAt, String publishedBy) {}
}
