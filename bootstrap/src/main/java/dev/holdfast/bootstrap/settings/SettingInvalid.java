package dev.holdfast.bootstrap.settings;

/** A setting that cannot be used; the message is for the person who starts the service. */
public final class SettingInvalid extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SettingInvalid(String message) {
    super(message);
  }
}
