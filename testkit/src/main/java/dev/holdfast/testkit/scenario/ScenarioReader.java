package dev.holdfast.testkit.scenario;

import dev.holdfast.domain.definition.AssignPath;
import dev.holdfast.domain.error.ErrorCategory;
import dev.holdfast.domain.error.RunError;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.run.CallAnswer;
import dev.holdfast.testkit.scenario.ScenarioStep.Answer;
import dev.holdfast.testkit.scenario.ScenarioStep.Submit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads scenarios from JSON. The vocabulary is described in {@code contract/README.md}. */
final class ScenarioReader {
  private static final String MAIN = "main";

  private ScenarioReader() {}

  static List<Scenario> read(String file, @Nullable Object json) {
    List<@Nullable Object> all = Json.asList(json);
    if (all == null) throw new IllegalArgumentException(file + ": expected a list of scenarios");
    List<Scenario> scenarios = new ArrayList<>();
    for (Object one : all) scenarios.add(scenario(file, one));
    return scenarios;
  }

  private static Scenario scenario(String file, @Nullable Object json) {
    Members members = new Members(file, json);
    String name = members.text("name");
    String place = file + ": " + name;
    Map<String, List<Map<String, @Nullable Object>>> workflows = new LinkedHashMap<>();
    for (Map.Entry<String, @Nullable Object> entry : members.object("workflows").entrySet()) {
      workflows.put(entry.getKey(), versions(entry.getKey(), entry.getValue()));
    }
    if (members.has("steps")) {
      Map<String, @Nullable Object> document = new LinkedHashMap<>();
      document.put("steps", members.any("steps"));
      workflows.put(MAIN, List.of(Documents.complete(MAIN, document)));
    }
    if (members.has("define")) {
      workflows.put(MAIN, List.of(Documents.complete(MAIN, members.object("define"))));
    }
    List<ScenarioStep> script = new ArrayList<>();
    for (Object step : members.list("script")) {
      script.add(step(place + ", step " + (script.size() + 1), step));
    }
    Scenario scenario = new Scenario(file, name, members.texts("rules"), workflows, script);
    members.any("why");
    members.nothingElse();
    return scenario;
  }

  private static List<Map<String, @Nullable Object>> versions(
      String key, @Nullable Object documents) {
    List<@Nullable Object> list = Json.asList(documents);
    if (list == null) list = List.of(Objects.requireNonNull(documents));
    List<Map<String, @Nullable Object>> versions = new ArrayList<>();
    for (Object document : list) {
      versions.add(Documents.complete(key, Json.objectOf(document)));
    }
    return versions;
  }

  private static ScenarioStep step(String place, @Nullable Object json) {
    Members members = new Members(place, json);
    ScenarioStep step = stepOf(members);
    members.any("why");
    members.nothingElse();
    return step;
  }

  private static ScenarioStep stepOf(Members m) {
    String run = m.text("run", MAIN);
    if (m.has("start")) return start(m, run);
    if (m.has("answer")) {
      return new Answer(run, m.text("answer"), m.number("attempt"), answer(m), m.flag("late"));
    }
    if (m.has("answerAll")) {
      return new ScenarioStep.AnswerAll(m.text("answerAll"), answer(m));
    }
    if (m.has("callback")) {
      return new ScenarioStep.Callback(run, m.text("callback"), answer(m), m.flag("late"));
    }
    if (m.has("event")) return submit(m);
    if (m.has("advance")) return new ScenarioStep.Advance(needed(m, "advance"));
    if (m.has("jump")) return new ScenarioStep.Jump(needed(m, "jump"));
    if (m.has("workerLost")) {
      m.flag("workerLost");
      return new ScenarioStep.WorkerLost();
    }
    if (m.has("publish")) {
      String workflow = m.text("publish");
      return new ScenarioStep.Publish(workflow, Documents.complete(workflow, m.object("document")));
    }
    if (m.has("pause")) return new ScenarioStep.PauseWorkflow(m.text("pause"));
    if (m.has("expect")) {
      return new ScenarioStep.Expect(run, ExpectationReader.read(m.place(), m.any("expect")));
    }
    return command(m);
  }

  private static ScenarioStep command(Members m) {
    if (m.has("replay")) {
      return new ScenarioStep.Replay(m.text("replay"), m.text("as"), m.objectOrNull("payload"));
    }
    String refused = m.textOrNull("refused");
    if (m.has("cancel")) {
      return new ScenarioStep.Cancel(m.text("cancel"), m.flag("force"), refused);
    }
    if (m.has("resume")) {
      return new ScenarioStep.Resume(
          m.text("resume"),
          m.textOrNull("wait"),
          m.flag("unknownWait"),
          m.any("output"),
          m.flag("timeout"),
          refused);
    }
    if (m.has("retry")) {
      List<ScenarioStep.Repair> repairs = new ArrayList<>();
      m.object("set")
          .forEach((path, value) -> repairs.add(new ScenarioStep.Repair(path(m, path), value)));
      return new ScenarioStep.Retry(m.text("retry"), repairs, refused);
    }
    if (m.has("requeueEventWait")) {
      return new ScenarioStep.RequeueEventWait(m.text("requeueEventWait"), refused);
    }
    throw new IllegalArgumentException(m.place() + ": expected a verb, but found none");
  }

  private static ScenarioStep start(Members m, String run) {
    Members event = m.has("byEvent") ? new Members(m.place(), m.any("byEvent")) : null;
    Submit submit = event == null ? null : submit(event);
    if (event != null) event.nothingElse();
    return new ScenarioStep.Start(
        run, m.text("start"), m.number("version"), m.object("payload"), m.object("tags"), submit);
  }

  private static Submit submit(Members m) {
    List<String> keys = m.has("key") ? List.of(m.text("key")) : m.texts("keys");
    return new Submit(
        m.textOrNull("id"),
        m.text("event"),
        keys,
        m.object("payload"),
        m.textOrNull("source"),
        m.has("taken") ? m.texts("taken") : null);
  }

  private static CallAnswer answer(Members m) {
    if (m.flag("pending")) return new CallAnswer.Pending(List.of());
    if (!m.has("error")) return new CallAnswer.Done(m.any("value"), List.of());
    Members error = new Members(m.place(), m.any("error"));
    String category = error.text("category", "ActionError");
    Integer minimum = error.number("minimumDelayMs");
    CallAnswer answer =
        new CallAnswer.Failed(
            new RunError(
                category(m, category),
                error.text("code"),
                error.text("message", "as the script says"),
                null,
                null,
                null,
                !error.flag("final"),
                error.object("details")),
            minimum == null ? null : minimum.longValue(),
            List.of());
    error.nothingElse();
    return answer;
  }

  private static ErrorCategory category(Members m, String text) {
    for (ErrorCategory category : ErrorCategory.values()) {
      if (category.text().equals(text)) return category;
    }
    throw new IllegalArgumentException(m.place() + ": expected a category, but " + text);
  }

  private static AssignPath path(Members m, String text) {
    return switch (AssignPath.parse(text)) {
      case AssignPath.Parsing.Parsed parsed -> parsed.path();
      case AssignPath.Parsing.Refused refused ->
          throw new IllegalArgumentException(m.place() + ": " + refused.message());
    };
  }

  private static java.time.Duration needed(Members m, String name) {
    return Objects.requireNonNull(m.duration(name));
  }
}
