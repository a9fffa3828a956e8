package dev.holdfast.bootstrap.command;

import dev.holdfast.adapter.json.JacksonJsonText;
import dev.holdfast.adapter.json.NetworkntJsonSchemas;
import dev.holdfast.adapter.jsonata.JsonataExpressions;
import dev.holdfast.application.port.out.JsonText;
import dev.holdfast.application.service.OfflineChecks;
import dev.holdfast.bootstrap.wiring.ActionsAlone;
import dev.holdfast.domain.definition.Issue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code validate}: says what is wrong with files, by the compiler that publishing asks. */
final class Validate {
  private final Surroundings around;
  private final JsonText text = new JacksonJsonText();

  Validate(Surroundings around) {
    this.around = around;
  }

  int run(List<String> words) {
    Words sorted = Words.sort(words, List.of(), List.of());
    sorted.settings(around.variables(), around.properties());
    if (sorted.plain().isEmpty()) throw new UsageRefused("expected files after validate");
    try (ActionsAlone installed = ActionsAlone.of(around.hosts())) {
      OfflineChecks checks =
          new OfflineChecks(
              new JsonataExpressions(), installed.actions(), new NetworkntJsonSchemas());
      boolean good = true;
      for (String file : sorted.plain()) good &= isGood(Path.of(file), checks);
      return good ? CommandLine.DONE : CommandLine.FAILED;
    }
  }

  private boolean isGood(Path file, OfflineChecks checks) {
    List<Issue> issues;
    try {
      issues = checks.issues(text.parse(Files.readAllBytes(file)));
    } catch (IOException e) {
      around.out().println(file + ": cannot be read");
      return false;
    } catch (JsonText.JsonInvalid e) {
      around.out().println(file + ": error INVALID_JSON: " + e.getMessage());
      return false;
    }
    for (Issue issue : issues) around.out().println(file + ": " + line(issue));
    boolean good = issues.stream().noneMatch(i -> i.severity() == Issue.Severity.ERROR);
    if (good) around.out().println(file + ": valid");
    return good;
  }

  private static String line(Issue issue) {
    String severity =
        switch (issue.severity()) {
          case ERROR -> "error";
          case WARNING -> "warning";
        };
    String place = issue.pointer().isEmpty() ? "" : " at " + issue.pointer();
    String hint = issue.suggestion() == null ? "" : " (" + issue.suggestion() + ")";
    return severity + " " + issue.code() + place + ": " + issue.message() + hint;
  }
}
