package dev.holdfast.adapter.temporal.wire;

import dev.holdfast.application.port.in.PinProgram.Pinned;
import dev.holdfast.domain.definition.Catalog.ActionFacts;
import dev.holdfast.domain.retry.RetryPolicy;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pinned version as bytes; equal versions have equal bytes. */
public final class PinnedBytes {
  private static final int VERSION = 1;

  private PinnedBytes() {}

  public static byte[] of(Pinned pinned) {
    WireOut out = new WireOut(VERSION);
    out.text(pinned.document()).number(pinned.actions().size());
    for (ActionFacts facts : pinned.actions()) {
      out.text(facts.actionId()).number(facts.version());
      texts(out, facts.requiredInput());
      maybeTexts(out, facts.inputMembers());
      texts(out, facts.templateInput());
      write(out, facts.retryHint());
      out.number(facts.timeoutMs());
    }
    return out.toBytes();
  }

  public static Pinned pinned(byte[] bytes) {
    WireIn in = new WireIn(bytes, VERSION, "a pinned version");
    String document = in.text();
    List<ActionFacts> actions = new ArrayList<>();
    for (int left = in.count(); left > 0; left--) {
      actions.add(
          new ActionFacts(
              in.text(),
              in.count(),
              texts(in),
              in.bool() ? texts(in) : null,
              texts(in),
              retry(in),
              in.number()));
    }
    return new Pinned(document, actions);
  }

  private static void texts(WireOut out, List<String> texts) {
    out.number(texts.size());
    for (String text : texts) out.text(text);
  }

  private static void maybeTexts(WireOut out, @Nullable List<String> texts) {
    out.bool(texts != null);
    if (texts != null) texts(out, texts);
  }

  private static List<String> texts(WireIn in) {
    List<String> texts = new ArrayList<>();
    for (int left = in.count(); left > 0; left--) texts.add(in.text());
    return List.copyOf(texts);
  }

  private static void write(WireOut out, @Nullable RetryPolicy retry) {
    out.bool(retry != null);
    if (retry == null) return;
    out.number(retry.maxAttempts()).number(retry.backoffMs());
    out.text(retry.backoffMultiplier().toString()).bool(retry.jitter());
    out.maybeNumber(retry.maxDelayMs());
    maybeTexts(out, retry.retryOn());
  }

  private static @Nullable RetryPolicy retry(WireIn in) {
    if (!in.bool()) return null;
    return new RetryPolicy(
        in.count(),
        in.number(),
        new BigDecimal(in.text()),
        in.bool(),
        in.maybeNumber(),
        in.bool() ? texts(in) : null);
  }
}
