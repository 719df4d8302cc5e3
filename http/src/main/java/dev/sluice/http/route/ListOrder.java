package dev.sluice.http.route;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.http.page.BatchSort;
import dev.sluice.http.page.Params;
import java.util.Comparator;

/** The order of a list of batches, and what its cursors say of a place in it. */
record ListOrder(BatchSort sort) {

  static ListOrder of(Params params) {
    return new ListOrder(params.batchSort());
  }

  /** Where a batch stands. */
  String place(JsonNode batch) {
    return sort.order().place(batch.path("batchId").asText(), batch.path("openedAt").asLong());
  }

  /** Earlier places first. */
  Comparator<String> places() {
    return sort.places();
  }

  Comparator<JsonNode> batches() {
    return Comparator.comparing(this::place, places());
  }
}
