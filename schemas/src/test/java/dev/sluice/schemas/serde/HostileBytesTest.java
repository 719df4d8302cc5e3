package dev.sluice.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.sluice.records.Heartbeat;
import dev.sluice.records.Report;
import dev.sluice.records.Submission;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileBytesTest {

  private static final int MIB = 1024 * 1024;

  private final RecordCodec<Submission> codec = RecordCodecs.of(Submission.class, Map.of());
  private final byte[] good =
      codec.encode(
          "t", Submission.newBuilder().setBatchId("b").setTaskId("a").setType("echo").build());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "000000",
        "0000000001ff",
        "c3",
        "c301",
        "c30100",
        "c3020000000000000000",
        "ffffffff",
        "c301deadbeefdeadbeef0011223344",
        "7b7d",
        "1f8b08"
      })
  void bytes_that_are_no_record_are_undecodable(String hex) {
    assertThatThrownBy(() -> codec.decode("t", HexFormat.of().parseHex(hex)))
        .isInstanceOf(UndecodableRecordException.class)
        .hasMessageNotContaining("null");
  }

  @Test
  void json_is_recognised_in_the_message() {
    assertThatThrownBy(() -> codec.decode("t", "{}".getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("JSON");
  }

  @Test
  void a_record_cut_anywhere_is_undecodable() {
    for (int length = 0; length < good.length; length++) {
      byte[] cut = Arrays.copyOf(good, length);
      assertThatThrownBy(() -> codec.decode("t", cut), "%d bytes", length)
          .isInstanceOf(UndecodableRecordException.class);
    }
  }

  @Test
  void a_record_with_bytes_behind_it_is_undecodable() {
    assertThatThrownBy(() -> codec.decode("t", Arrays.copyOf(good, good.length + 1)))
        .isInstanceOf(UndecodableRecordException.class)
        .hasMessage("more bytes than one Submission");
  }

  @Test
  void a_record_of_another_type_is_undecodable() {
    Heartbeat heartbeat =
        Heartbeat.newBuilder()
            .setWorkerId("w")
            .setHost("h")
            .setStartedAt(1)
            .setAt(2)
            .setConcurrency(3)
            .build();
    byte[] bytes = RecordCodecs.of(Heartbeat.class, Map.of()).encode("t", heartbeat);
    assertThatThrownBy(() -> codec.decode("t", bytes))
        .isInstanceOf(UndecodableRecordException.class)
        .hasMessageContaining("no Submission that this version knows");
  }

  @Test
  void a_claimed_length_beyond_the_bytes_allocates_nothing() throws IOException {
    for (long claim : new long[] {-1, Long.MIN_VALUE, 1L << 31, Integer.MAX_VALUE - 8, 1L << 62}) {
      assertUndecodableWithoutAllocation(codec, claimed(good, claim));
    }
  }

  @Test
  void a_claimed_number_of_elements_beyond_the_bytes_allocates_nothing() throws IOException {
    Submission submission =
        Submission.newBuilder().setBatchId("").setTaskId("").setType("").build();
    byte[] head = Arrays.copyOf(codec.encode("t", submission), 10);
    for (long claim : new long[] {1L << 31, Integer.MAX_VALUE - 8, 1L << 62, Long.MIN_VALUE}) {
      var out = new ByteArrayOutputStream();
      BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
      encoder.writeString("b");
      encoder.writeString("a");
      encoder.writeIndex(0);
      encoder.writeString("type");
      encoder.writeBytes(new byte[0]);
      encoder.writeString("");
      encoder.writeLong(claim); // of needs
      byte[] body = out.toByteArray();
      byte[] all = Arrays.copyOf(head, head.length + body.length);
      System.arraycopy(body, 0, all, head.length, body.length);
      assertUndecodableWithoutAllocation(codec, all);
    }
  }

  @Test
  void random_changes_of_good_records_end_in_a_record_or_in_undecodable() {
    long seed = Long.getLong("sluice.seed", System.nanoTime());
    Random random = new Random(seed);
    RecordCodec<Report> reports = RecordCodecs.of(Report.class, Map.of());
    for (Report report : RandomRecords.of(Report.class, 20, seed)) {
      byte[] bytes = reports.encode("t", report);
      for (int i = 0; i < 200; i++) {
        byte[] changed = bytes.clone();
        for (int flips = random.nextInt(4); flips >= 0; flips--) {
          changed[10 + random.nextInt(changed.length - 10)] = (byte) random.nextInt();
        }
        try {
          assertThat(reports.decode("t", changed)).isNotNull();
        } catch (UndecodableRecordException expected) {
          assertThat(expected).hasMessageContaining("Report");
        } catch (Throwable e) {
          throw new AssertionError("replay with -Dsluice.seed=" + seed, e);
        }
      }
    }
  }

  private static byte[] claimed(byte[] good, long length) throws IOException {
    var out = new ByteArrayOutputStream();
    out.write(good, 0, 10);
    EncoderFactory.get().directBinaryEncoder(out, null).writeLong(length);
    out.writeBytes(new byte[100]);
    return out.toByteArray();
  }

  private static void assertUndecodableWithoutAllocation(RecordCodec<?> codec, byte[] bytes) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    assertThatThrownBy(() -> codec.decode("t", bytes))
        .isInstanceOf(UndecodableRecordException.class);
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(4L * MIB);
  }
}
