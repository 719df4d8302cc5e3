package dev.sluice.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A line that is no message is answered and the next one read; the end waits for answers. */
@Timeout(20)
final class CheckedMessagesTest {

  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
  private static final String NOTICE = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\"}";

  private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
  private final CountedMessages out = new CountedMessages(stdout);

  private CheckedMessages messages(String stdin) {
    return new CheckedMessages(new ByteArrayInputStream(stdin.getBytes(UTF_8)), out);
  }

  private String read(String stdin) throws IOException {
    return new String(messages(stdin).readAllBytes(), UTF_8);
  }

  @Test
  void messagesPassAsTheyAre() throws IOException {
    assertThat(read(NOTICE + "\r\n\n" + NOTICE.replace("x", "é")))
        .isEqualTo(NOTICE + "\n" + NOTICE.replace("x", "é") + "\n");
    assertThat(stdout.size()).isZero();
  }

  @Test
  void whatIsNoMessageIsAnsweredAndSkipped() throws IOException {
    String twice = "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"ping\"}";
    String read =
        read(
            String.join(
                "\n",
                "hello",
                "[" + NOTICE + "]",
                "[".repeat(10_000),
                twice,
                "{\"jsonrpc\":\"1.0\"}",
                NOTICE));

    assertThat(read).isEqualTo(NOTICE + "\n");
    assertThat(stdout.toString(UTF_8).lines())
        .hasSize(5)
        .allMatch(
            line -> line.startsWith("{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32"));
  }

  @Test
  void aLineThatIsTooLongIsNotKept() throws IOException {
    String large = "{\"jsonrpc\":\"2.0\",\"x\":\"" + "y".repeat(CheckedMessages.LONGEST) + "\"}\n";

    assertThat(read(large + NOTICE)).isEqualTo(NOTICE + "\n");
    assertThat(stdout.toString(UTF_8)).contains("longer than");
  }

  @Test
  void theEndComesWhenTheLastAnswerIsWritten() throws Exception {
    CheckedMessages messages = messages(PING + "\n" + NOTICE);
    assertThat(messages.readNBytes(PING.length() + NOTICE.length() + 2)).hasSizeGreaterThan(1);

    CompletableFuture<Integer> end =
        CompletableFuture.supplyAsync(() -> {
          try {
            return messages.read();
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
    assertThat(end).isNotDone();
    out.write("{\"result\":1}".getBytes(UTF_8));
    assertThat(end).isNotDone();
    out.write("\n".getBytes(UTF_8));

    assertThat(end.get(10, TimeUnit.SECONDS)).isEqualTo(-1);
    messages.awaitEnd();
  }
}
