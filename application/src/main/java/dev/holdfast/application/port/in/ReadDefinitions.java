package dev.holdfast.application.port.in;

import dev.holdfast.application.view.AuditView;
import dev.holdfast.application.view.DefinitionView;
import dev.holdfast.application.view.Page;
import dev.holdfast.domain.definition.Issue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of definitions. {@code idOrKey} is a UUID or a key everywhere. */
public interface ReadDefinitions {
  /** The draft with its issues. */
  Outcome<DefinitionView> draft(Caller caller, String idOrKey);

  Outcome<DefinitionView> version(Caller caller, String idOrKey, int version);

  /** Newest first. */
  Outcome<List<DefinitionView.Publication>> versions(Caller caller, String idOrKey);

  /** Without documents and issues. */
  Page<DefinitionView> list(Caller caller, Filter filter, int limit, @Nullable String cursor);

  /** Newest first. */
  Outcome<Page<AuditView>> audit(Caller caller, String idOrKey, int limit, @Nullable String cursor);

  /** What is wrong with a document, whatever it is. */
  List<Issue> validate(Caller caller, @Nullable Object document);

  /**
   * Which definitions to list; null members do not filter.
   *
   * @param search part of the key or name, in any case
   * @param published true lists those with a version, false those without
   * @param triggerEvent an event that starts runs of the newest version
   * @param hidden whether those that are not visible are listed too
   */
  record Filter(
      @Nullable String search,
      @Nullable Boolean published,
      @Nullable String triggerEvent,
      boolean hidden,
      Sort sort) {}

  /** The orders of the list. */
  enum Sort {
    NEWEST_FIRST,
    RECENTLY_UPDATED_FIRST,
    BY_KEY
  }
}
