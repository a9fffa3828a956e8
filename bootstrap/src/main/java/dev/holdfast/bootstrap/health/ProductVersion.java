package dev.holdfast.bootstrap.health;

import java.util.Map;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/** Which Holdfast this is. */
public final class ProductVersion implements InfoContributor {
  private final String edition;

  public ProductVersion(String edition) {
    this.edition = edition;
  }

  @Override
  public void contribute(Info.Builder info) {
    info.withDetail("holdfast", Map.of("version", text(), "edition", edition));
  }

  /** Such as {@code 0.1.0}. */
  public static String text() {
    String version = ProductVersion.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }
}
