package dev.holdfast.adapter.temporal.worker;

import dev.holdfast.adapter.temporal.wire.PinnedBytes;
import dev.holdfast.application.codec.Sha256;
import dev.holdfast.application.port.in.PinProgram;
import dev.holdfast.domain.definition.Program;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Compiled programs of this worker by what they are compiled from: whoever finds one here would
 * have compiled the same. Thread-safe.
 */
public final class ProgramCache {
  private static final int MOST = 1_000;
  private static final float LOAD = 0.75f;

  private final PinProgram programs;
  private final Map<String, Program> compiled =
      new LinkedHashMap<>(16, LOAD, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Program> eldest) {
          return size() > MOST;
        }
      };

  public ProgramCache(PinProgram programs) {
    this.programs = programs;
  }

  public Program program(byte[] pinned) {
    String hash = Sha256.hex(pinned);
    synchronized (compiled) {
      Program found = compiled.get(hash);
      if (found != null) return found;
    }
    Program program = programs.compile(PinnedBytes.pinned(pinned));
    synchronized (compiled) {
      compiled.put(hash, program);
    }
    return program;
  }
}
