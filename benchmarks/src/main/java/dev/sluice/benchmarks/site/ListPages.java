package dev.sluice.benchmarks.site;

import dev.sluice.benchmarks.BenchException;
import dev.sluice.cli.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a list of the HTTP API in pages, one request after the other: walks a few pages from places
 * all over the list, with each of some filters.
 */
public final class ListPages implements AutoCloseable {

  private static final Pattern NEXT = Pattern.compile("\"nextCursor\":\"([^\"]+)\"");
  private static final int PAGES_OF_A_WALK = 5;
  private static final int MOST_PLACES = 1000;
  private static final double MILLIS = 1e6;

  private final HttpClient http = HttpClient.newHttpClient();
  private final String list;
  private final List<Filtered> filtered = new ArrayList<>();
  private final Random random;

  /** One filter of the list, and cursors of places in what it leaves. */
  private record Filtered(String filter, List<String> places) {}

  /** A page: where the next one begins, and how long it took. */
  private record Page(@Nullable String next, double millis) {}

  /**
   * @param list address of the list
   * @param filters as they stand in the query; empty text for none
   */
  public ListPages(String list, List<String> filters, long seed) {
    this.list = list;
    this.random = new Random(seed);
    filters.forEach(filter -> filtered.add(new Filtered(filter, places(filter))));
  }

  /** From the first page to the last, in large steps. */
  private List<String> places(String filter) {
    List<String> places = new ArrayList<>();
    Page page = page(filter, 1000, null);
    while (page.next() != null && places.size() < MOST_PLACES) {
      places.add(page.next());
      page = page(filter, 1000, page.next());
    }
    return places;
  }

  /** How long each of so many pages of 100 took, in milliseconds. */
  public List<Double> millis(int requests) {
    List<Double> millis = new ArrayList<>();
    while (millis.size() < requests) {
      Filtered one = filtered.get(random.nextInt(filtered.size()));
      int place = random.nextInt(one.places().size() + 1);
      String next = place == 0 ? null : one.places().get(place - 1);
      for (int i = 0; i < PAGES_OF_A_WALK; i++) {
        Page page = page(one.filter(), 100, next);
        millis.add(page.millis());
        next = page.next();
        if (next == null) {
          break;
        }
      }
    }
    return millis;
  }

  private Page page(String filter, int limit, @Nullable String cursor) {
    String query = list + "?limit=" + limit + filter + (cursor == null ? "" : "&cursor=" + cursor);
    try {
      long start = System.nanoTime();
      HttpResponse<String> answer =
          http.send(HttpRequest.newBuilder(URI.create(query)).build(), BodyHandlers.ofString());
      double millis = (System.nanoTime() - start) / MILLIS;
      if (answer.statusCode() != 200) {
        throw new BenchException(query + " was answered with " + answer.body());
      }
      Matcher next = NEXT.matcher(answer.body());
      return new Page(next.find() ? next.group(1) : null, millis);
    } catch (IOException e) {
      throw new BenchException(ExitCode.FAILED, query + " was not answered: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException(ExitCode.INTERRUPTED, "interrupted", e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
