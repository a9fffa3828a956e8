package dev.holdfast.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.adapter.json.JacksonJsonText;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Bodies that come slowly. */
class BodyParserTest {
  private final BodyParser parser = new BodyParser(new JacksonJsonText(), Duration.ofMillis(20));

  @Test
  void a_body_that_drips_is_given_up() {
    ServletInputStream dripping =
        new Bytes() {
          @Override
          int next() {
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
            return ' ';
          }
        };
    assertTimedOut(dripping);
  }

  @Test
  void a_body_that_stops_coming_is_given_up() {
    ServletInputStream stalled =
        new Bytes() {
          @Override
          int next() throws IOException {
            throw new SocketTimeoutException("nothing came");
          }
        };
    assertTimedOut(stalled);
  }

  private void assertTimedOut(ServletInputStream in) {
    assertThatThrownBy(() -> parser.read(request(in), 1 << 20, false))
        .isInstanceOfSatisfying(
            RequestRefused.class,
            refused -> {
              assertThat(refused.problem().status()).isEqualTo(408);
              assertThat(refused.problem().code()).isEqualTo("REQUEST_TIMEOUT");
              assertThat(refused.problem().headers()).containsEntry("Connection", "close");
            });
  }

  /** A request of which only the body is asked for. */
  private static HttpServletRequest request(ServletInputStream in) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            HttpServletRequest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getInputStream" -> in;
                  case "getContentLengthLong" -> -1L;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  /** A stream that is read byte by byte. */
  private abstract static class Bytes extends ServletInputStream {
    abstract int next() throws IOException;

    @Override
    public int read() throws IOException {
      return next();
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      bytes[from] = (byte) next();
      return 1;
    }

    @Override
    public boolean isFinished() {
      return false;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException("expected to be read by blocking");
    }
  }
}
