package dev.sluice.http.source;

import dev.sluice.http.source.ChangeFeed.Epoch;
import dev.sluice.http.source.ChangeLog.Tail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One reader of the changes, and how far it has come. Belongs to one thread. */
public final class Reading {

  private static final Pattern ID = Pattern.compile("([0-9a-f]{8})-([0-9]{1,18})");
  private static final int AT_A_TIME = 500;

  private final ChangeFeed feed;
  private Epoch epoch;
  private long at;
  private boolean began;
  private boolean gap;

  private Reading(ChangeFeed feed, Epoch epoch, long at, boolean gap) {
    this.feed = feed;
    this.epoch = epoch;
    this.at = at;
    this.gap = gap;
  }

  /**
   * What a reader is told.
   *
   * @param id to go on after
   * @param kind {@code task}, {@code batch}, {@code cleared}, {@code worker}, {@code begin}: from
   *     here on all is told; {@code reset}: something was missed, so look again
   * @param batchId null: it is about none
   * @param data one line of JSON
   */
  public record Event(String id, String kind, @Nullable String batchId, String data) {}

  static Reading at(ChangeFeed feed, @Nullable String lastEventId) {
    Epoch epoch = feed.epoch();
    Matcher id = ID.matcher(lastEventId == null ? "" : lastEventId);
    if (!id.matches() || !id.group(1).equals(epoch.name())) {
      return new Reading(feed, epoch, epoch.changes().last(), lastEventId != null);
    }
    return new Reading(feed, epoch, Long.parseLong(id.group(2)), false);
  }

  /** The next events; none when none came in time. */
  public List<Event> next(Duration wait) throws InterruptedException {
    List<Event> events = new ArrayList<>();
    if (!began || gap) {
      String kind = gap ? "reset" : "begin";
      began = true;
      gap = false;
      events.add(new Event(id(at), kind, null, "{}"));
      return events;
    }
    Tail tail = epoch.changes().after(at, AT_A_TIME, wait);
    if (tail.closed() && tail.changes().isEmpty()) {
      epoch = feed.epoch();
      at = epoch.changes().last();
      gap = true;
      return events;
    }
    at = tail.upTo();
    gap = tail.missed();
    tail.changes()
        .forEach(change ->
            events.add(
                new Event(id(change.number()), change.kind(), change.batchId(), change.data())));
    return events;
  }

  private String id(long number) {
    return epoch.name() + "-" + number;
  }
}
