package dev.holdfast.bootstrap.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import dev.holdfast.domain.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object per line: {@code time}, {@code level}, {@code message}, {@code logger}, {@code
 * thread}, what is known of tenant, run and trace, and {@code error}. Logback makes it by name.
 */
public final class JsonLines extends EncoderBase<ILoggingEvent> {
  private static final byte[] NOTHING = {};

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("time", event.getInstant().truncatedTo(ChronoUnit.MICROS).toString());
    line.put("level", event.getLevel().toString());
    line.put("message", event.getFormattedMessage());
    line.put("logger", event.getLoggerName());
    line.put("thread", event.getThreadName());
    event.getMDCPropertyMap().forEach(line::putIfAbsent);
    IThrowableProxy failure = event.getThrowableProxy();
    if (failure != null) line.put("error", ThrowableProxyUtil.asString(failure));
    return (Json.text(line) + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
