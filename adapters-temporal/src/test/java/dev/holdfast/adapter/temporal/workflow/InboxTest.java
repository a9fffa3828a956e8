package dev.holdfast.adapter.temporal.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapter.temporal.wire.Letter;
import dev.holdfast.domain.run.Input;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class InboxTest {
  private static final Instant T = Instant.parse("2026-03-01T00:00:00Z");

  private final Inbox inbox = new Inbox(List.of(), List.of());

  private static Letter tick(String id, long seconds) {
    return Letter.own(new Input.TimersDue(id, T.plusSeconds(seconds)));
  }

  private List<String> taken(boolean more) {
    return inbox.take(more, input -> false).stream().map(letter -> letter.input().id()).toList();
  }

  @Test
  void what_is_pending_together_is_taken_by_time_then_arrival() {
    inbox.receive(tick("late", 2));
    inbox.receive(tick("first", 1));
    inbox.receive(tick("second", 1));
    assertThat(taken(false)).containsExactly("first", "second", "late");
    assertThat(inbox.isEmpty()).isTrue();
  }

  @Test
  void what_came_before_is_dropped_also_after_it_was_taken() {
    inbox.receive(tick("a", 1));
    taken(false);
    inbox.receive(tick("a", 1));
    assertThat(inbox.isEmpty()).isTrue();
    Inbox next = new Inbox(inbox.letters(), inbox.seen());
    next.receive(tick("a", 1));
    assertThat(next.isEmpty()).isTrue();
  }

  @Test
  void it_remembers_the_newest_ids_only() {
    for (int i = 0; i <= Inbox.REMEMBERED; i++) inbox.receive(tick("id" + i, i));
    assertThat(inbox.seen()).hasSize(Inbox.REMEMBERED).doesNotContain("id0");
  }

  @Test
  void while_a_computation_is_under_way_only_a_cancel_is_taken() {
    inbox.receive(tick("tick", 1));
    inbox.receive(Letter.own(new Input.CancelRequested("cancel", T, "why", false)));
    assertThat(inbox.has(true, input -> false)).isTrue();
    assertThat(taken(true)).containsExactly("cancel");
    assertThat(inbox.has(true, input -> false)).isFalse();
    assertThat(inbox.has(false, input -> false)).isTrue();
  }

  @Test
  void what_is_held_stays() {
    inbox.receive(tick("held", 1));
    assertThat(inbox.has(false, input -> true)).isFalse();
    assertThat(inbox.take(false, input -> true)).isEmpty();
    assertThat(taken(false)).containsExactly("held");
  }
}
