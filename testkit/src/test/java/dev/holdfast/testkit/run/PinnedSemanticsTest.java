package dev.holdfast.testkit.run;

import static dev.holdfast.testkit.run.Definitions.object;
import static dev.holdfast.testkit.run.Steps.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.application.codec.InputCodec;
import dev.holdfast.application.codec.StateCodec;
import dev.holdfast.domain.definition.Program;
import dev.holdfast.domain.json.Json;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.Interpreter;
import dev.holdfast.domain.run.RunStart;
import dev.holdfast.domain.run.RunState;
import dev.holdfast.domain.run.Semantics;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which interpreter and which expression language a run belongs to is fixed at its start. */
class PinnedSemanticsTest {
  private static final String OURS = Definitions.EXPRESSIONS.semanticsId();

  private final Program program =
      Definitions.compile(object("name", "n", "steps", List.of(await("e"))));
  private final Interpreter interpreter = new Interpreter();

  @Test
  void a_compiled_program_says_which_expressions_it_holds() {
    assertThat(Semantics.of(program)).isEqualTo(new Semantics(Interpreter.VERSION, OURS));
  }

  @Test
  void a_state_remembers_its_semantics_as_bytes_too() {
    Input.Started started = started(Semantics.of(program));
    RunState state = interpreter.step(program, null, started).state();
    RunState back = StateCodec.decode(StateCodec.control(state), StateCodec.data(state));
    assertThat(back.start().semantics()).isEqualTo(Semantics.of(program));
    assertThat(InputCodec.decode(InputCodec.encode(started))).isEqualTo(started);
  }

  @Test
  void a_run_that_was_accepted_for_another_interpreter_is_not_begun() {
    Semantics newer = new Semantics(Interpreter.VERSION + 1, OURS);
    assertThatThrownBy(() -> interpreter.step(program, null, started(newer)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("to be pinned to " + Semantics.of(program))
        .hasMessageContaining("but it is to " + newer);
  }

  @Test
  void a_run_does_not_go_on_with_a_program_of_other_expressions() {
    RunState state = interpreter.step(program, null, started(Semantics.of(program))).state();
    Program other =
        new Program(program.name(), program.root(), List.of(), null, null, null, null, null, "new");
    Input tick = new Input.TimersDue("tick", Play.BEGIN);
    assertThat(interpreter.step(program, state, tick).state()).isSameAs(state);
    assertThatThrownBy(() -> interpreter.step(other, state, tick))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("expressions new, but it is to " + Semantics.of(program));
  }

  private static Input.Started started(Semantics semantics) {
    RunStart start =
        new RunStart(
            Play.RUN_ID,
            "tenant",
            new UUID(1, 2),
            1,
            Json.EMPTY_OBJECT,
            Json.EMPTY_OBJECT,
            null,
            null,
            false,
            semantics);
    return new Input.Started("start", Play.BEGIN, start);
  }
}
