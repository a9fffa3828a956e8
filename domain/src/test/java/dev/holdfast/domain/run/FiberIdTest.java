package dev.holdfast.domain.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class FiberIdTest {
  private final FiberId second = FiberId.ROOT.child(1);

  @Test
  void a_fiber_comes_before_those_inside_it_and_siblings_by_number() {
    FiberId tenth = FiberId.ROOT.child(9_999);
    TreeSet<FiberId> order = new TreeSet<>();
    order.addAll(
        List.of(tenth, second.child(0), FiberId.ROOT, second, FiberId.ROOT.child(0).child(300)));
    assertThat(order)
        .containsExactly(
            FiberId.ROOT, FiberId.ROOT.child(0).child(300), second, second.child(0), tenth);
  }

  @Test
  void it_knows_its_parent_and_number() {
    assertThat(second.child(7).parent()).isEqualTo(second);
    assertThat(second.child(7).number()).isEqualTo(7);
    assertThat(FiberId.ROOT.isRoot()).isTrue();
    assertThat(second.isRoot()).isFalse();
  }

  @Test
  void inside_means_at_any_depth_and_directly_inside_one_deeper() {
    FiberId deep = second.child(3).child(4);
    assertThat(deep.isInside(second)).isTrue();
    assertThat(deep.isDirectlyInside(second)).isFalse();
    assertThat(second.isInside(second)).isFalse();
    assertThat(FiberId.ROOT.child(2).isInside(second)).isFalse();
  }

  @Test
  void a_number_that_is_no_character_is_refused() {
    assertThatThrownBy(() -> FiberId.ROOT.child(70_000))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
