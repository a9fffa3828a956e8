package dev.holdfast.adapter.temporal.wire;

import dev.holdfast.application.codec.InputCodec;
import dev.holdfast.application.port.out.Mail;
import dev.holdfast.domain.run.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * An input on its way to a run's workflow, with the rows that its fold settles.
 *
 * @param slips empty for what came from inside
 */
public record Letter(Input input, List<Mail.Slip> slips) {
  private static final int VERSION = 1;
  private static final int INBOX = 1;
  private static final int ORDER = 2;
  private static final int DELIVERY = 3;

  public Letter {
    slips = List.copyOf(slips);
  }

  public static Letter of(Mail mail) {
    return new Letter(mail.input(), mail.slips());
  }

  public static Letter own(Input input) {
    return new Letter(input, List.of());
  }

  public byte[] toBytes() {
    WireOut out = new WireOut(VERSION);
    out.bytes(InputCodec.encode(input));
    out.number(slips.size());
    for (Mail.Slip slip : slips) write(out, slip);
    return out.toBytes();
  }

  public static Letter of(byte[] bytes) {
    WireIn in = new WireIn(bytes, VERSION, "a letter");
    Input input = InputCodec.decode(in.bytes());
    List<Mail.Slip> slips = new ArrayList<>();
    for (int left = in.count(); left > 0; left--) slips.add(slip(in));
    return new Letter(input, slips);
  }

  static void write(WireOut out, Mail.Slip slip) {
    switch (slip) {
      case Mail.Slip.Inbox(UUID runId, String inputId) ->
          out.number(INBOX).uuid(runId).text(inputId);
      case Mail.Slip.Order(UUID commandId) -> out.number(ORDER).uuid(commandId);
      case Mail.Slip.Delivery delivery ->
          out.number(DELIVERY).uuid(delivery.deliveryId()).maybeUuid(delivery.waitId());
    }
  }

  static Mail.Slip slip(WireIn in) {
    int kind = in.count();
    return switch (kind) {
      case INBOX -> new Mail.Slip.Inbox(in.uuid(), in.text());
      case ORDER -> new Mail.Slip.Order(in.uuid());
      case DELIVERY -> new Mail.Slip.Delivery(in.uuid(), in.maybeUuid());
      default -> throw new IllegalStateException("expected a kind of slip, but " + kind);
    };
  }
}
