package dev.holdfast.bootstrap.health;

import java.util.Map;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/** Which Holdfast this is. */
public final class ProductVersion implements InfoContributor {
  @Override
  public void contribute(Info.Builder info) {
    info.withDetail("holdfast", Map.of("version", text(), "edition", "ce"));
  }

  /** Such as {@code 0.1.0}. */
  public static String text() {
    String version = ProductVersion.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }
}
