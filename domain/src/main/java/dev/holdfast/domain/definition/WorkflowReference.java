package dev.holdfast.domain.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the workflow that a step calls. */
record WorkflowReference(Catalog catalog, Report report) {
  private static final String LATEST = "latest";

  /**
   * @param version null means the newest at the time of the call
   */
  record Target(String workflow, @Nullable Integer version) {}

  /** Null, and reported, when there is no such workflow and version. */
  @Nullable Target of(Fields step) {
    String name = name(step);
    String workflow = step.requiredWord(name, DefinitionLimits.NAME_LENGTH);
    List<Integer> versions = workflow == null ? null : catalog.workflowVersions(workflow);
    if (workflow != null && versions == null) {
      report.add(
          IssueCode.UNKNOWN_WORKFLOW, step.at(name), "There is no workflow '" + workflow + "'.");
    }
    boolean latest = step.require("workflowVersion") && LATEST.equals(step.raw("workflowVersion"));
    Long version = latest ? null : step.whole("workflowVersion", 1, Integer.MAX_VALUE);
    if (workflow == null || versions == null || (!latest && version == null)) return null;
    boolean known = version == null ? !versions.isEmpty() : versions.contains(version.intValue());
    if (!known) {
      report.add(
          IssueCode.UNKNOWN_WORKFLOW_VERSION,
          step.at("workflowVersion"),
          version == null
              ? "No version of '" + workflow + "' is published."
              : "Version " + version + " of '" + workflow + "' is not published.",
          versions.isEmpty() ? null : String.valueOf(versions.getLast()));
    }
    return new Target(workflow, version == null ? null : version.intValue());
  }

  /** The workflow's id or key stands in {@code workflowId}; its key may stand in its own field. */
  private static String name(Fields step) {
    if (!step.has("workflowKey")) return "workflowId";
    step.refuse("workflowId", IssueCode.FIELD_NOT_ALLOWED, "'workflowKey' names it already.", null);
    return "workflowKey";
  }
}
