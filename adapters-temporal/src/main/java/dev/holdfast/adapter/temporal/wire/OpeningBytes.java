package dev.holdfast.adapter.temporal.wire;

import dev.holdfast.application.codec.InputCodec;
import dev.holdfast.application.port.out.RunProjections.Opened;
import dev.holdfast.application.port.out.RunProjections.Opening;
import dev.holdfast.domain.event.Filter;
import dev.holdfast.domain.run.Input;
import dev.holdfast.domain.run.OpenWait;
import java.util.ArrayList;
import java.util.List;

/** Waits to open, and what looking back for them found, as bytes. */
public final class OpeningBytes {
  private static final int VERSION = 1;

  private OpeningBytes() {}

  public static byte[] of(Opening opening) {
    WireOut out = new WireOut(VERSION);
    out.uuid(opening.runId()).text(opening.tenantId()).number(opening.waits().size());
    for (Opened opened : opening.waits()) write(out, opened);
    out.number(opening.used().size());
    for (String id : opening.used()) out.text(id);
    return out.number(opening.fence()).number(opening.since()).toBytes();
  }

  private static void write(WireOut out, Opened opened) {
    OpenWait wait = opened.open();
    out.uuid(wait.waitId()).text(wait.stepPath()).text(wait.executionPath());
    out.number(wait.attempt()).maybeText(wait.eventName()).maybeText(wait.correlationKey());
    out.number(wait.filters().size());
    for (Filter filter : wait.filters()) {
      out.text(filter.path()).text(filter.op().text()).json(filter.value());
    }
    out.maybeInstant(wait.dueAt()).instant(wait.createdAt()).maybeInstant(opened.since());
  }

  public static Opening opening(byte[] bytes) {
    WireIn in = new WireIn(bytes, VERSION, "waits to open");
    var runId = in.uuid();
    String tenantId = in.text();
    List<Opened> waits = new ArrayList<>();
    for (int left = in.count(); left > 0; left--) waits.add(opened(in));
    List<String> used = new ArrayList<>();
    for (int left = in.count(); left > 0; left--) used.add(in.text());
    return new Opening(runId, tenantId, waits, used, in.number(), in.number());
  }

  private static Opened opened(WireIn in) {
    OpenWait wait =
        new OpenWait(
            in.uuid(),
            OpenWait.Type.EVENT,
            in.text(),
            in.text(),
            in.count(),
            in.maybeText(),
            in.maybeText(),
            filters(in),
            in.maybeInstant(),
            in.instant());
    return new Opened(wait, in.maybeInstant());
  }

  private static List<Filter> filters(WireIn in) {
    List<Filter> filters = new ArrayList<>();
    for (int left = in.count(); left > 0; left--) {
      String path = in.text();
      String text = in.text();
      Filter.Op op = Filter.Op.byText(text);
      if (op == null) throw new IllegalStateException("expected an operator, but " + text);
      filters.add(new Filter(path, op, in.json()));
    }
    return List.copyOf(filters);
  }

  public static byte[] found(List<Input.LookedBack> found) {
    WireOut out = new WireOut(VERSION);
    out.number(found.size());
    for (Input.LookedBack one : found) out.bytes(InputCodec.encode(one));
    return out.toBytes();
  }

  public static List<Input.LookedBack> found(byte[] bytes) {
    WireIn in = new WireIn(bytes, VERSION, "what looking back found");
    List<Input.LookedBack> found = new ArrayList<>();
    for (int left = in.count(); left > 0; left--) {
      if (!(InputCodec.decode(in.bytes()) instanceof Input.LookedBack one)) {
        throw new IllegalStateException("expected a look-back, but something else");
      }
      found.add(one);
    }
    return found;
  }
}
