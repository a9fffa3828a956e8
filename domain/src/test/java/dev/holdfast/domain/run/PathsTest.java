package dev.holdfast.domain.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PathsTest {
  @Test
  void the_static_path_is_the_execution_path_without_iterations() {
    assertThat(Paths.staticPath("root.steps[3].body[7].steps[0]"))
        .isEqualTo("root.steps[3].body.steps[0]");
    assertThat(Paths.staticPath("root.steps[0].body[1].steps[2].body[30].steps[4]"))
        .isEqualTo("root.steps[0].body.steps[2].body.steps[4]");
  }

  @Test
  void what_has_no_iterations_stays_as_it_is() {
    String path = "root.steps[3].branches[body].steps[0].cases[1].steps[0].finally.steps[2]";
    assertThat(Paths.staticPath(path)).isSameAs(path);
  }

  @Test
  void each_list_of_a_block_has_its_own_path() {
    String step = "root.steps[1]";
    assertThat(Paths.inside(step, Slot.THEN)).isEqualTo("root.steps[1].then");
    assertThat(Paths.inside(step, Slot.ELSE)).isEqualTo("root.steps[1].else");
    assertThat(Paths.inside(step, new Slot(Slot.Kind.CASE, 2))).isEqualTo("root.steps[1].cases[2]");
    assertThat(Paths.inside(step, Slot.DEFAULT)).isEqualTo("root.steps[1].default");
    assertThat(Paths.inside(step, new Slot(Slot.Kind.BODY, 9))).isEqualTo("root.steps[1].body[9]");
    assertThat(Paths.inside(step, Slot.TRY)).isEqualTo("root.steps[1].try");
    assertThat(Paths.inside(step, Slot.CATCH)).isEqualTo("root.steps[1].catch");
    assertThat(Paths.inside(step, Slot.FINALLY)).isEqualTo("root.steps[1].finally");
    assertThat(Paths.inside(step, Slot.ROOT)).isEqualTo("root");
    assertThat(Paths.inside(step, Slot.HANDLER)).isEqualTo("errorHandler");
    assertThat(Paths.inside(step, new Slot(Slot.Kind.BRANCH, 0))).isNull();
  }
}
