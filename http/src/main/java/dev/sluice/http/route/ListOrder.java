package dev.sluice.http.route;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.http.page.Params;
import java.util.Comparator;

/**
 * The order of a list of batches, and what its cursors say of a place in it.
 *
 * @param places earlier ones first
 */
record ListOrder(Comparator<String> places) {

  static ListOrder of(Params params) {
    return new ListOrder(
        params.descending() ? Comparator.reverseOrder() : Comparator.naturalOrder());
  }

  /** Where a batch stands. */
  static String place(JsonNode batch) {
    return batch.path("batchId").asText();
  }

  Comparator<JsonNode> batches() {
    return Comparator.comparing(ListOrder::place, places);
  }
}
