package dev.holdfast.domain.definition;

import dev.holdfast.domain.error.ErrorCategory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compiles {@code retryOn} and {@code catchOn}: lists of error categories and codes. */
final class ErrorNames {
  private static final List<String> CATEGORIES =
      Stream.of(ErrorCategory.values()).map(ErrorCategory::text).toList();

  private ErrorNames() {}

  /** Null when the field is missing, or wrong and reported. */
  static @Nullable List<String> of(Fields fields, String name, Report report) {
    if (!fields.has(name)) return null;
    List<@Nullable Object> entries = fields.requiredList(name, DefinitionLimits.ENTRIES);
    if (entries == null) return null;
    List<String> names = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i) instanceof String entry && isName(entry)) {
        names.add(entry);
      } else {
        String near = entries.get(i) instanceof String entry ? category(entry) : null;
        report.add(
            IssueCode.INVALID_ERROR_NAME,
            fields.at(name).element(i),
            "Expected an error category ("
                + String.join(", ", CATEGORIES)
                + ") or a code, which does not end in 'Error'.",
            near);
      }
    }
    return names;
  }

  /** A category's name, or a code that does not look like a misspelt category. */
  private static boolean isName(String entry) {
    if (CATEGORIES.contains(entry)) return true;
    return Names.isErrorCode(entry) && category(entry) == null;
  }

  private static @Nullable String category(String entry) {
    // A code in capitals is a code, however close: TIMEOUT_ERROR is nobody's TimeoutError.
    return entry.equals(entry.toUpperCase(java.util.Locale.ROOT))
        ? null
        : Nearest.of(entry, CATEGORIES);
  }
}
