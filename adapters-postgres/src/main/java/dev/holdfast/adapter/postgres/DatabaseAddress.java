package dev.holdfast.adapter.postgres;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is and who we are there.
 *
 * @param url a JDBC URL of PostgreSQL's driver
 * @param user null when the URL names it
 * @param password null when none is needed or the URL names it
 */
public record DatabaseAddress(String url, @Nullable String user, @Nullable String password) {
  private static final Pattern SECRETS = Pattern.compile("(?i)(password=)[^&]*");

  public DatabaseAddress {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException(
          "expected a URL that begins with jdbc:postgresql:, but it is " + hidden(url));
    }
  }

  /** Without any password. */
  @Override
  public String toString() {
    return hidden(url);
  }

  private static String hidden(String url) {
    return SECRETS.matcher(url).replaceAll("$1…").replaceAll("//[^/@]*@", "//…@");
  }
}
