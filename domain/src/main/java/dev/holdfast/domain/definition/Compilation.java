package dev.holdfast.domain.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of compiling a document.
 *
 * @param program null when any issue is an error
 * @param issues in document order
 */
public record Compilation(@Nullable Program program, List<Issue> issues) {
  public Compilation {
    issues = List.copyOf(issues);
  }
}
