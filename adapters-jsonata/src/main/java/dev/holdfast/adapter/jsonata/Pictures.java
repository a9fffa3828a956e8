package dev.holdfast.adapter.jsonata;

import dev.holdfast.adapter.jsonata.picture.PictureException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns complaints about pictures into failures of an evaluation. */
final class Pictures {
  /** Characters of a text that is to be read by a picture. */
  static final int MAX_TEXT = 400;

  private Pictures() {}

  static <T extends @Nullable Object> T use(Call call, Supplier<T> operation) {
    try {
      return operation.get();
    } catch (PictureException refused) {
      if (refused.code().equals("PICTURE_TOO_LONG")) {
        throw call.meter().limit(refused.code(), refused.sentence());
      }
      throw call.meter().fail(refused.code(), refused.sentence());
    }
  }
}
