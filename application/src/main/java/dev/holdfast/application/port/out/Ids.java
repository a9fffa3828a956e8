package dev.holdfast.application.port.out;

import java.util.UUID;

/** Makes ids. Thread-safe. */
public interface Ids {
  /** A UUID of version 7: unique, and sorted by time. */
  UUID next();

  /** An unguessable token of at least 128 bits, in URL-safe characters. */
  String token();
}
