package dev.sluice.cli.log;

import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Masks secrets in whatever another encoder writes, exceptions included. */
public final class MaskingEncoder extends EncoderBase<ILoggingEvent> {

  private static final byte[] NOTHING = {};

  private @Nullable Encoder<ILoggingEvent> delegate;

  /** One JSON object a line. The arguments of messages stay out: they may be anything. */
  public static MaskingEncoder json() {
    var json = new JsonEncoder();
    json.setWithSequenceNumber(false);
    json.setWithNanoseconds(false);
    json.setWithContext(false);
    json.setWithArguments(false);
    json.setWithMessage(false);
    json.setWithFormattedMessage(true);
    var masking = new MaskingEncoder();
    masking.setDelegate(json);
    return masking;
  }

  /** What writes the lines; for the configuration file. */
  public void setDelegate(Encoder<ILoggingEvent> encoder) {
    this.delegate = encoder;
  }

  @Override
  public void start() {
    if (delegate != null && !delegate.isStarted()) {
      delegate.setContext(getContext());
      delegate.start();
    }
    super.start();
  }

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    if (delegate == null) {
      return NOTHING;
    }
    String line = new String(delegate.encode(event), StandardCharsets.UTF_8);
    return SecretMask.of(line).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }
}
