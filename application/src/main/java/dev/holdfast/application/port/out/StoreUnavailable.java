package dev.holdfast.application.port.out;

/** The database cannot be reached or refuses to work. Nothing was changed; try again. */
public final class StoreUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
