package dev.holdfast.domain.run;

/** What outlives a failed attempt: automatic retries evaluate nothing again. */
public sealed interface Effort {
  /** Attempts since the retry budget was last fresh, the present one included. */
  int tries();

  /** Bytes of JSON it holds. */
  long bytes();

  /**
   * Of an action.
   *
   * @param authorKey whether the author wrote the key
   */
  record Call(int tries, String key, boolean authorKey, Held input) implements Effort {
    @Override
    public long bytes() {
      return input.bytes();
    }
  }

  /** Of a child run. */
  record Child(int tries, Held payload) implements Effort {
    @Override
    public long bytes() {
      return payload.bytes();
    }
  }
}
