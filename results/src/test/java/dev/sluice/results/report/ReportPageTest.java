package dev.sluice.results.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.client.CriticalPath;
import dev.sluice.client.TaskResult;
import dev.sluice.core.task.BatchStatus;
import dev.sluice.core.task.TaskError;
import dev.sluice.core.task.TaskStatus;
import dev.sluice.results.Results;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReportPageTest {

  private static final String EVIL = "<img src=x onerror=alert(1)>\"'><script>alert(2)</script>&";

  @Test
  void everyValueIsEscaped() throws IOException {
    String page = page(hostile());

    assertThat(page)
        .contains("&lt;img src=x onerror=alert(1)&gt;")
        .doesNotContain("<img", "<script", "onerror=alert(1)>", "javascript:");
    assertThat(Pattern.compile("<[a-z][^>]*\\son[a-z]+\\s*=").matcher(page).find()).isFalse();
  }

  @Test
  void thePageForbidsItselfToLoadOrRunAnything() throws Exception {
    String page = page(hostile());

    Matcher policy =
        Pattern.compile("http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\"")
            .matcher(page);
    assertThat(policy.find()).isTrue();
    Matcher style = Pattern.compile("(?s)<style>(.*?)</style>").matcher(page);
    assertThat(style.find()).isTrue();
    byte[] hash =
        MessageDigest.getInstance("SHA-256")
            .digest(style.group(1).getBytes(StandardCharsets.UTF_8));
    assertThat(policy.group(1).replace("&#39;", "'").replace("&#61;", "="))
        .isEqualTo(
            "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'"
                .formatted(Base64.getEncoder().encodeToString(hash)));
    assertThat(policy.start()).isLessThan(style.start());
    assertThat(page.replace(style.group(), ""))
        .doesNotContain("http://", "https://", "<link", "<iframe", "<object", "style=", "url(");
    assertThat(style.group(1)).doesNotContain("url(", "@import");
    assertThat(hrefs(page)).isNotEmpty().allMatch(href -> href.startsWith("#"));
  }

  @Test
  void everyLinkLeadsToAPlaceOfThePage() throws IOException {
    String page = page(hostile());

    assertThat(hrefs(page)).allMatch(href -> page.contains("id=\"" + href.substring(1) + "\""));
  }

  @Test
  void aPageOfWhateverLengthStaysSmall() throws IOException {
    Stream<TaskResult> results =
        IntStream.range(0, 20_000)
            .mapToObj(i ->
                Results.of(
                    "t".repeat(190) + i,
                    "name ".repeat(100),
                    TaskStatus.FAILED,
                    null,
                    new TaskError("E" + i, "message ".repeat(200), false),
                    1 + i % 9,
                    Results.START + i * 1000L,
                    Results.START + i * 1000L + 10,
                    Results.START + i * 2000L + 10,
                    "w".repeat(190) + i,
                    "x".repeat(190) + i,
                    "g".repeat(190) + i));

    String page = page(Report.of(Results.heading("b", 20_000), results, Report.DEFAULT_TOP));

    assertThat(page.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(1_000_000);
  }

  private static List<String> hrefs(String page) {
    return Pattern.compile("href=\"([^\"]*)\"")
        .matcher(page)
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  private static Report hostile() {
    var heading =
        new Heading(
            EVIL,
            EVIL,
            BatchStatus.FAILED,
            EVIL,
            2,
            Map.of(EVIL, EVIL),
            1,
            Results.START,
            Results.START + 6_000,
            Duration.ofMillis(6),
            new CriticalPath(List.of(EVIL), 1, Duration.ofMillis(5)));
    TaskResult task =
        Results.of(
            EVIL,
            EVIL,
            TaskStatus.FAILED,
            null,
            new TaskError(EVIL, EVIL, false),
            3,
            Results.START,
            Results.START + 10,
            Results.START + 5_000,
            EVIL,
            EVIL,
            EVIL);
    return Report.of(heading, Stream.of(task), Report.DEFAULT_TOP);
  }

  private static String page(Report report) throws IOException {
    var out = new ByteArrayOutputStream();
    ReportPage.write(report, out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
