package dev.holdfast.adapter.temporal.connection;

import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.temporal.serviceclient.SimpleSslContextBuilder;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** What makes the way to Temporal safe. */
final class TlsContexts {
  private TlsContexts() {}

  /**
   * @throws IllegalArgumentException when a file is not what its setting says; the message names it
   *     and shows nothing of what is in it
   */
  static void secure(WorkflowServiceStubsOptions.Builder options, TemporalSettings.Tls tls) {
    if (tls.certificate() == null && tls.authorities() == null) {
      options.setEnableHttps(true);
      return;
    }
    TrustManager trusted = tls.authorities() == null ? null : trusting(tls.authorities());
    options.setSslContext(context(tls, trusted));
  }

  private static SslContext context(TemporalSettings.Tls tls, @Nullable TrustManager trusted) {
    try (InputStream certificate = stream(tls.certificate());
        InputStream key = stream(tls.key())) {
      SimpleSslContextBuilder builder =
          certificate == null || key == null
              ? SimpleSslContextBuilder.noKeyOrCertChain()
              : SimpleSslContextBuilder.forPKCS8(certificate, key);
      if (trusted != null) builder.setTrustManager(trusted);
      return builder.build();
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "expected holdfast.temporal.tls-certificate and holdfast.temporal.tls-key to name a"
              + " certificate and its key (PEM, PKCS 8)",
          e);
    }
  }

  private static TrustManager trusting(String authorities) {
    try (InputStream in = Files.newInputStream(Path.of(authorities))) {
      Collection<? extends Certificate> all =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (all.isEmpty()) throw wrong(authorities, null);
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate one : all) store.setCertificateEntry("ca" + number++, one);
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory.getTrustManagers()[0];
    } catch (GeneralSecurityException | IOException e) {
      throw wrong(authorities, e);
    }
  }

  private static IllegalArgumentException wrong(String authorities, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "expected holdfast.temporal.tls-authorities to name certificates (PEM), but "
            + authorities
            + " has none",
        cause);
  }

  private static @Nullable InputStream stream(@Nullable String path) throws IOException {
    return path == null ? null : Files.newInputStream(Path.of(path));
  }
}
