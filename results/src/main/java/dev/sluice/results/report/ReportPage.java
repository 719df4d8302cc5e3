package dev.sluice.results.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A report as one page of HTML. It loads nothing, runs no script, and forbids both to itself; every
 * value in it is escaped for the place where it stands.
 */
public final class ReportPage {

  private static final String TEMPLATES = "dev.sluice.results.report.page";

  private ReportPage() {}

  /** Writes the whole page as UTF-8 and leaves the stream open. */
  public static void write(Report report, OutputStream out) throws IOException {
    TemplateEngine templates =
        TemplateEngine.createPrecompiled(
            null, ContentType.Html, ReportPage.class.getClassLoader(), TEMPLATES);
    var page = new StringOutput();
    templates.render("report.jte", new Page(report, style()), page);
    out.write(page.toString().getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static String style() throws IOException {
    try (InputStream in = ReportPage.class.getResourceAsStream("report.css")) {
      if (in == null) {
        throw new IllegalStateException("report.css is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
