package dev.holdfast.adapter.temporal.engine;

import dev.holdfast.adapter.temporal.wire.Letter;
import dev.holdfast.application.port.out.Mail;
import dev.holdfast.application.port.out.RunIntake;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Hands over what is stored for runs, each run's mail in stored order: whoever brings a new event
 * brings what was stored before it first. Thread-safe.
 */
public final class MailRounds {
  private static final int AT_ONCE = 200;
  private static final int ROUNDS = 10;
  private static final int STRIPES = 64;

  private final RunIntake intake;
  private final Courier courier;
  private final Lock[] stripes = new Lock[STRIPES];

  public MailRounds(RunIntake intake, Courier courier) {
    this.intake = intake;
    this.courier = courier;
    for (int i = 0; i < STRIPES; i++) stripes[i] = new ReentrantLock();
  }

  /**
   * @throws Unreached when Temporal is away; what is left says so
   */
  void bring(UUID runId, Duration patience) {
    // One at a time on this node: two that bring the same mail side by side could mix it.
    Lock stripe = stripes[Math.floorMod(runId.hashCode(), STRIPES)];
    stripe.lock();
    try {
      // Orders lie there until they are folded: what is left after some rounds is for the sweep.
      for (int round = 0; round < ROUNDS; round++) {
        List<Mail> mail = intake.mail(runId, AT_ONCE);
        for (Mail one : mail) bring(runId, one, patience);
        if (mail.size() < AT_ONCE) return;
      }
    } finally {
      stripe.unlock();
    }
  }

  private void bring(UUID runId, Mail mail, Duration patience) {
    try {
      switch (courier.deliver(runId, Letter.of(mail), patience)) {
        case YES -> intake.handedOver(mail.slips());
        case RUN_IS_OVER -> intake.undeliverable(runId, mail.slips());
      }
    } catch (Unreached e) {
      intake.notReached(mail.slips());
      throw e;
    }
  }
}
