package dev.holdfast.domain.definition;

import dev.holdfast.domain.json.JsonPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds paths that parts without order write: whoever comes last wins, and who that is differs from
 * run to run. What a wait leaves in {@code vars.event} by itself does not count: the root {@code
 * event} has it for each branch apart.
 */
final class Writes {
  private static final AssignPath STATE =
      new AssignPath(AssignPath.Root.META, new JsonPath(List.of(new JsonPath.Key.Member("state"))));

  private Writes() {}

  /** Warns of what one branch writes and another one writes, too, or something around or in it. */
  static void warnOfShared(List<Step.Parallel.Branch> branches, Place place, Report report) {
    // For every path the first branch that writes it, and the first that writes inside it.
    Map<List<String>, String> targets = new LinkedHashMap<>();
    Map<List<String>, String> around = new LinkedHashMap<>();
    Set<String> shared = new LinkedHashSet<>();
    for (Step.Parallel.Branch branch : branches) {
      for (AssignPath path : of(branch.steps())) {
        List<String> keys = keys(path);
        if (isOther(around.get(keys), branch.name())) shared.add(path.text());
        for (int length = 1; length <= keys.size(); length++) {
          List<String> prefix = keys.subList(0, length);
          if (isOther(targets.get(prefix), branch.name())) shared.add(path.text());
          around.putIfAbsent(prefix, branch.name());
        }
        targets.putIfAbsent(keys, branch.name());
      }
    }
    for (String path : shared) warn(path, "Two branches write", place, report);
  }

  private static boolean isOther(@Nullable String branch, String name) {
    return branch != null && !branch.equals(name);
  }

  /** Warns of what the body of a loop writes whose items run side by side. */
  static void warnOfRepeated(StepList body, Place place, Report report) {
    Set<String> paths = new LinkedHashSet<>();
    for (AssignPath path : of(body)) paths.add(path.text());
    for (String path : paths) warn(path, "Items that run side by side write", place, report);
  }

  private static void warn(String path, String who, Place place, Report report) {
    report.add(
        IssueCode.CONCURRENT_WRITE,
        place,
        who + " '" + path + "' in no certain order; collectAs gathers results safely.");
  }

  private static List<String> keys(AssignPath path) {
    List<String> keys = new ArrayList<>();
    keys.add(path.root().text());
    for (JsonPath.Key key : path.inside().keys()) {
      switch (key) {
        case JsonPath.Key.Member member -> keys.add(member.name());
        case JsonPath.Key.Index index -> keys.add(String.valueOf(index.index()));
      }
    }
    return keys;
  }

  private static List<AssignPath> of(StepList steps) {
    List<AssignPath> paths = new ArrayList<>();
    collect(steps, paths);
    return paths;
  }

  private static void collect(@Nullable StepList list, List<AssignPath> paths) {
    if (list == null) return;
    for (Step step : list.steps()) collect(step, paths);
  }

  private static void collect(Step step, List<AssignPath> paths) {
    switch (step) {
      case Step.If block -> {
        collect(block.then(), paths);
        collect(block.otherwise(), paths);
      }
      case Step.Switch block -> {
        for (Step.Switch.Case each : block.cases()) collect(each.steps(), paths);
        collect(block.otherwise(), paths);
      }
      case Step.ForEach block -> {
        collect(block.body(), paths);
        add(block.collectAs(), paths);
      }
      case Step.While block -> collect(block.body(), paths);
      case Step.Parallel block -> {
        for (Step.Parallel.Branch branch : block.branches()) collect(branch.steps(), paths);
      }
      case Step.TryCatch block -> {
        collect(block.body(), paths);
        collect(block.handler(), paths);
        add(block.captureErrorAs(), paths);
        collect(block.finalizer(), paths);
      }
      case Step.CallWorkflow call -> add(call.outputMapping(), paths);
      case Step.SetState state -> paths.add(STATE);
      case Step.Assign assign -> add(assign.assignments(), paths);
      case Step.CallAction call -> add(call.saveAs(), paths);
      case Step.WaitForEvent wait -> add(wait.assignments(), paths);
      case Step.WaitForTime wait -> add(wait.assignments(), paths);
      case Step.Return end -> {}
      case Step.Throw error -> {}
    }
  }

  private static void add(@Nullable AssignPath path, List<AssignPath> paths) {
    if (path != null) paths.add(path);
  }

  private static void add(List<Assignment> assignments, List<AssignPath> paths) {
    for (Assignment assignment : assignments) paths.add(assignment.target());
  }
}
