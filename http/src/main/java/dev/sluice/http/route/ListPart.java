package dev.sluice.http.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.http.json.Json;
import dev.sluice.http.page.Cursors;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list, as one scheduler or all of them have it.
 *
 * @param next the place at which it was cut; null: there is no more
 */
record ListPart(List<JsonNode> items, @Nullable String next) {

  private static final String ITEMS = "items";
  private static final String NEXT = "nextCursor";

  ListPart {
    items = List.copyOf(items);
  }

  /**
   * What was answered.
   *
   * @param list as its cursors know it
   */
  static ListPart read(ObjectNode answer, Cursors cursors, String list) {
    List<JsonNode> items = new ArrayList<>();
    answer.path(ITEMS).forEach(items::add);
    JsonNode cursor = answer.path(NEXT);
    return new ListPart(items, cursor.isTextual() ? cursors.read(list, cursor.asText()) : null);
  }

  /** No item beyond the place where one of the parts was cut: others may come before it. */
  static ListPart merged(List<ListPart> parts, ListOrder order, int limit) {
    String cut =
        parts.stream()
            .map(ListPart::next)
            .flatMap(Stream::ofNullable)
            .min(order.places())
            .orElse(null);
    List<JsonNode> all =
        parts.stream()
            .flatMap(part -> part.items().stream())
            .filter(item -> cut == null || order.places().compare(order.place(item), cut) <= 0)
            .sorted(order.batches())
            .toList();
    return all.size() <= limit
        ? new ListPart(all, cut)
        : new ListPart(all.subList(0, limit), order.place(all.get(limit - 1)));
  }

  /** The bytes of an answer that is otherwise like this one. */
  byte[] write(ObjectNode like, Cursors cursors, String list) {
    ObjectNode answer = like.deepCopy();
    answer.putArray(ITEMS).addAll(items);
    answer.put(NEXT, next == null ? null : cursors.write(list, next));
    return Json.bytes(answer);
  }
}
