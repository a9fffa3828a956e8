package dev.holdfast.adapter.rest.definition;

import dev.holdfast.adapter.rest.PathIds;
import dev.holdfast.adapter.rest.RequestRefused;
import java.util.Locale;
import java.util.regex.Pattern;

/** The {@code {id}} and {@code {version}} of a definition's path. */
final class WorkflowNames {
  static final String DRAFT = "draft";
  private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9._-]{0,127}");
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

  private WorkflowNames() {}

  /** A workflow id or key; what is neither names nothing. */
  static String idOrKey(String text) {
    if (PathIds.uuid(text) != null) return text.toLowerCase(Locale.ROOT);
    if (KEY.matcher(text).matches()) return text;
    throw RequestRefused.notFound("WORKFLOW_NOT_FOUND", "there is no such workflow definition");
  }

  /** The number of a version. */
  static int version(String text) {
    if (NUMBER.matcher(text).matches()) return Integer.parseInt(text);
    throw RequestRefused.notFound("WORKFLOW_VERSION_NOT_FOUND", "there is no such version");
  }
}
