package dev.holdfast.bootstrap.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.bootstrap.RepositoryFile;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Beans of a host application as actions. */
@ExtendWith(SharedService.class)
class HostActionsTest {
  @Test
  void a_bean_of_the_host_application_is_an_action(Api api) {
    Answer actions = api.get("/api/workflow/registry/actions").expect(200);
    assertThat(actions.items("actionId")).contains("demo.greet", "http.request", "log.write");

    String name = Workflows.name("host");
    api.define(
        name,
        Workflows.of(
            Workflows.call("greet", "demo.greet", "{\"name\": \"Ada\"}", "")
                + ", {\"id\": \"r\", \"type\": \"control.return\", \"value\":"
                + " {\"$expr\": \"vars.greet.greeting\"}}"));
    assertThat(api.ended(api.start(name, Map.of())).at("/output")).isEqualTo("Hello Ada");
  }

  @Test
  void its_schema_is_checked_before_it_is_called(Api api) {
    Answer issues =
        api.post(
            "/api/workflow-definitions/validate",
            Map.of(
                "definition",
                Map.of(
                    "name",
                    "x",
                    "steps",
                    List.of(
                        Map.of(
                            "id",
                            "g",
                            "type",
                            "action.call",
                            "config",
                            Map.of("actionId", "demo.greet", "version", 1L))))));
    assertThat(issues.expect(200).at("/valid")).isEqualTo(false);
    assertThat(issues.text()).contains("MISSING_INPUT");

    String name = Workflows.name("host-input");
    api.define(
        name,
        Workflows.of(
            Workflows.call("greet", "demo.greet", "{\"name\": {\"$expr\": \"payload.who\"}}", "")));
    Answer ended = api.ended(api.start(name, Map.of("who", 7L)));
    assertThat(ended.at("/error/code")).isEqualTo("INPUT_INVALID");
  }

  @Test
  void an_action_with_a_key_of_its_own_does_its_work_once(Api api) {
    String name = Workflows.name("host-charge");
    String input = "{\"name\": \"" + name + "\"}";
    api.define(
        name,
        Workflows.of(
            Workflows.call("one", "test.charge", input, "")
                + ", "
                + Workflows.call("two", "test.charge", input, "")));
    assertThat(api.ended(api.start(name, Map.of())).at("/status")).isEqualTo("SUCCEEDED");
    assertThat(api.ended(api.start(name, Map.of())).at("/status")).isEqualTo("SUCCEEDED");
    assertThat(TestActions.charged(name)).isEqualTo(1);
  }

  @Test
  void the_guide_shows_the_action_that_is_tested_here() throws Exception {
    String source =
        Files.readString(
            RepositoryFile.at(
                "bootstrap/src/test/java/dev/holdfast/bootstrap/system/GreetAction.java"));
    String shown = source.substring(source.indexOf("/** Greets somebody"));
    assertThat(Files.readString(RepositoryFile.at("docs/guide/actions.md"))).contains(shown);
  }
}
