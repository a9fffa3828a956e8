package dev.holdfast.adapter.quartz;

import dev.holdfast.application.port.out.Mail;
import dev.holdfast.domain.run.Input;
import java.util.Comparator;
import java.util.List;

/**
 * An input on its way into a fold.
 *
 * @param arrival orders inputs of the same instant
 * @param slips rows to settle; empty for what came from inside
 */
record Letter(Input input, long arrival, List<Mail.Slip> slips) {
  /** A computation that is under way goes first, but for a cancel: that may end it. */
  static final Comparator<Letter> ORDER =
      Comparator.<Letter>comparingInt(letter -> rank(letter.input()))
          .thenComparing(letter -> letter.input().at())
          .thenComparingLong(Letter::arrival);

  static Letter own(Input input, long arrival) {
    return new Letter(input, arrival, List.of());
  }

  static Letter of(Mail mail) {
    return new Letter(mail.input(), mail.arrival(), mail.slips());
  }

  private static int rank(Input input) {
    return switch (input) {
      case Input.WorkerLost lost -> 0;
      case Input.CallLost lost -> 0;
      case Input.Started started -> 1;
      case Input.CallFinished call -> 1;
      case Input.CallbackReceived callback -> 1;
      case Input.LookedBack lookedBack -> 1;
      case Input.EventOffered event -> 1;
      case Input.ChildFinished child -> 1;
      case Input.ChildRefused child -> 1;
      case Input.TimersDue timers -> 1;
      case Input.CancelRequested cancel -> 1;
      case Input.OperatorCommand command -> 1;
      case Input.Continue more -> 1;
    };
  }
}
