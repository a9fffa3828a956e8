package dev.holdfast.application.codec;

import dev.holdfast.domain.run.JournalEntry;
import dev.holdfast.domain.run.Paths;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The journal entries of one transition as bytes, to be stored as one row. Paths are written as
 * what differs from the entry before.
 */
public final class JournalCodec {
  private static final int VERSION = 1;

  private JournalCodec() {}

  /**
   * @param entries in order, their sequence without gaps
   */
  public static byte[] encode(List<JournalEntry> entries) {
    ByteSink out = new ByteSink();
    out.oneByte(VERSION);
    out.count(entries.size());
    if (entries.isEmpty()) return out.toBytes();
    out.count(entries.getFirst().seq());
    Instant first = entries.getFirst().at();
    new CoreSink(out, Instant.EPOCH).instant(first);
    CoreSink core = new CoreSink(out, first);
    long seq = entries.getFirst().seq();
    String path = "";
    for (JournalEntry entry : entries) {
      if (entry.seq() != seq++) {
        throw new IllegalArgumentException(
            "expected sequence " + (seq - 1) + ", but " + entry.seq());
      }
      write(core, entry, path);
      path = entry.executionPath();
    }
    return out.toBytes();
  }

  private static void write(CoreSink core, JournalEntry entry, String before) {
    core.out.oneByte(Codes.of(entry.kind()));
    core.instant(entry.at());
    PathBytes.write(core.out, entry.executionPath(), before);
    boolean derived = entry.stepPath().equals(Paths.staticPath(entry.executionPath()));
    core.out.bool(derived);
    if (!derived) core.out.text(entry.stepPath());
    core.out.count(entry.attempt());
    core.json.value(entry.data());
  }

  /**
   * @throws BytesUnreadable when the bytes are damaged or of a later version
   */
  public static List<JournalEntry> decode(byte[] bytes) {
    ByteSource in = new ByteSource(bytes);
    in.version(VERSION, "a journal");
    int size = in.size();
    List<JournalEntry> entries = new ArrayList<>(size);
    if (size > 0) {
      long seq = in.count();
      CoreSource core = new CoreSource(in, new CoreSource(in, Instant.EPOCH).instant());
      String path = "";
      for (int i = 0; i < size; i++) {
        JournalEntry entry = read(core, seq + i, path);
        entries.add(entry);
        path = entry.executionPath();
      }
    }
    in.end();
    return List.copyOf(entries);
  }

  private static JournalEntry read(CoreSource core, long seq, String before) {
    JournalEntry.Kind kind = Codes.kind(core.in);
    Instant at = core.instant();
    String executionPath = PathBytes.read(core.in, before);
    String stepPath = core.in.bool() ? Paths.staticPath(executionPath) : core.in.text();
    int attempt = core.in.smallCount();
    Map<String, @Nullable Object> data = core.json.object();
    return new JournalEntry(seq, at, kind, stepPath, executionPath, attempt, data);
  }
}
