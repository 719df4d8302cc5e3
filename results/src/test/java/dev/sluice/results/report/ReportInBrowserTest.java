package dev.sluice.results.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.client.CriticalPath;
import dev.sluice.client.TaskResult;
import dev.sluice.core.task.BatchStatus;
import dev.sluice.core.task.TaskError;
import dev.sluice.core.task.TaskStatus;
import dev.sluice.results.Results;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.logging.Level;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.NoAlertPresentException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A report as a person sees it. Pictures of it are left in target. */
@Timeout(60)
class ReportInBrowserTest {

  private static final String EVIL = "<img src=x onerror=alert(1)>";
  private static final Path TARGET = Path.of("target");

  @TempDir static Path folder;

  private static ChromeDriver browser;
  private static Path page;

  @BeforeAll
  static void open() throws IOException {
    Optional<File> chromium = program("chromium", "google-chrome", "chrome");
    Optional<File> driver = program("chromedriver");
    assumeTrue(
        chromium.isPresent() && driver.isPresent(),
        "no browser here; for this test: apt-get install chromium chromium-driver");
    page = folder.resolve("report.html");
    try (OutputStream out = Files.newOutputStream(page)) {
      ReportFormat.HTML.write(report(), out);
    }
    var logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    var options = new ChromeOptions();
    options.setBinary(chromium.get());
    options.setCapability("goog:loggingPrefs", logs);
    options.setCapability("unhandledPromptBehavior", "ignore");
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--user-data-dir=" + folder.resolve("profile"));
    browser =
        new ChromeDriver(
            new ChromeDriverService.Builder().usingDriverExecutable(driver.get()).build(), options);
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.quit();
    }
  }

  @Test
  void fiveThousandTasksWithHostileNamesAreShownAndNothingElseHappens() throws IOException {
    show(1280, "light");

    assertThat(errors()).isEmpty();
    assertThatThrownBy(() -> browser.switchTo().alert())
        .isInstanceOf(NoAlertPresentException.class);
    assertThat(browser.findElements(By.tagName("img"))).isEmpty();
    assertThat(browser.findElements(By.tagName("script"))).isEmpty();
    assertThat(browser.findElement(By.tagName("h1")).getText()).contains(EVIL);
    List<WebElement> slowest = browser.findElements(By.cssSelector("#slowest tbody tr"));
    assertThat(slowest).hasSize(Report.DEFAULT_TOP);
    assertThat(slowest.getFirst().getText()).startsWith(EVIL);
    assertThat(browser.findElement(By.cssSelector(".tile dd")).getText()).startsWith("5,000");
    assertThat(browser.findElements(By.cssSelector("#errors tbody tr"))).isNotEmpty();
    assertThat(browser.findElements(By.cssSelector("#path tbody tr"))).hasSizeGreaterThan(6);
    assertThat(browser.findElements(By.cssSelector(".chart g"))).hasSizeGreaterThan(50);
    picture("report-light.png");
  }

  @Test
  void itsStyleAppliesInLightAndDark() throws IOException {
    show(1280, "light");
    String light = ground();
    show(1280, "dark");

    assertThat(light).isEqualTo("rgb(246, 247, 249)");
    assertThat(ground()).isEqualTo("rgb(18, 22, 29)");
    assertThat(errors()).isEmpty();
    picture("report-dark.png");
  }

  @Test
  void nothingStandsOutOfANarrowWindow() throws IOException {
    show(520, "light");

    JavascriptExecutor script = browser;
    Object tooWide =
        script.executeScript(
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
    assertThat(tooWide).isEqualTo(0L);
    picture("report-narrow.png");
  }

  private static void show(int width, String scheme) {
    browser.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    browser.manage().window().setSize(new Dimension(width, 1000));
    browser.get(page.toUri().toString());
  }

  private static String ground() {
    return browser
        .findElement(By.tagName("body"))
        .getCssValue("background-color")
        .replaceAll("rgba\\((.*), 1\\)", "rgb($1)");
  }

  private static List<LogEntry> errors() {
    return browser.manage().logs().get(LogType.BROWSER).getAll();
  }

  /** All of the page, not only what a window shows. */
  private static void picture(String name) throws IOException {
    Object height =
        ((JavascriptExecutor) browser)
            .executeScript("return document.documentElement.scrollHeight");
    int width = browser.manage().window().getSize().getWidth();
    browser.manage().window().setSize(new Dimension(width, ((Long) height).intValue() + 200));
    Files.write(TARGET.resolve(name), browser.getScreenshotAs(OutputType.BYTES));
  }

  private static Report report() {
    var random = new Random(11);
    Stream<TaskResult> tasks = IntStream.range(0, 5_000).mapToObj(i -> task(i, random));
    var heading =
        new Heading(
            "nightly " + EVIL,
            "Prices of all shops " + EVIL,
            BatchStatus.FAILED,
            "TASKS_FAILED",
            2,
            Map.of("team", "pricing", "commit", "3b239df"),
            5_000,
            Results.START,
            Results.START + 62_000_000L,
            Duration.ofSeconds(62),
            new CriticalPath(
                IntStream.range(0, 12)
                    .boxed()
                    .flatMap(i -> Stream.of("fetch/" + i * 400, EVIL + i * 400))
                    .toList(),
                12,
                Duration.ofSeconds(11)));
    return Report.of(heading, tasks, Report.DEFAULT_TOP);
  }

  private static TaskResult task(int i, Random random) {
    boolean bad = random.nextInt(20) == 0;
    boolean evil = random.nextInt(3) == 0;
    TaskStatus status =
        bad
            ? List.of(
                    TaskStatus.FAILED,
                    TaskStatus.TIMED_OUT,
                    TaskStatus.SKIPPED,
                    TaskStatus.CANCELLED)
                .get(random.nextInt(4))
            : TaskStatus.SUCCEEDED;
    long queued = Results.START + i * 11_000L;
    long started = queued + (long) (Math.abs(random.nextGaussian()) * 40_000);
    long ran = (long) Math.exp(random.nextGaussian() + 12);
    return Results.of(
        i == 4_000 ? EVIL + i : (evil ? EVIL : "fetch/") + i,
        evil ? EVIL + " of shop " + i : null,
        status,
        null,
        bad
            ? new TaskError("ConnectException" + i % 4, EVIL + " refused by 10.0.0." + i, true)
            : null,
        1 + Math.max(0, random.nextInt(30) - 26),
        queued,
        status == TaskStatus.SKIPPED ? 0 : started,
        i == 4_000 ? started + 9_000_000L : started + Math.min(ran, 5_000_000L),
        "worker-" + random.nextInt(6),
        List.of("fetch", "parse", "exec", "http", EVIL).get(random.nextInt(5)),
        random.nextInt(3) == 0 ? null : "region-" + random.nextInt(4));
  }

  private static Optional<File> program(String... names) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .flatMap(dir -> Stream.of(names).map(name -> new File(dir, name)))
        .filter(File::canExecute)
        .findFirst();
  }
}
