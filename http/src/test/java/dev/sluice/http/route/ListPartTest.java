package dev.sluice.http.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.http.page.BatchSort;
import dev.sluice.scheduler.view.BatchOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Pages of several schedulers as one list. */
class ListPartTest {

  private static final ListOrder BY_ID = new ListOrder(new BatchSort(BatchOrder.ID, false));

  private static JsonNode batch(String id) {
    return JsonNodeFactory.instance.objectNode().put("batchId", id);
  }

  private static List<String> ids(ListPart page) {
    return page.items().stream().map(BY_ID::place).toList();
  }

  private static ListPart part(@Nullable String next, String... ids) {
    return new ListPart(List.of(ids).stream().map(ListPartTest::batch).toList(), next);
  }

  @Test
  void nothingIsToldBeyondThePlaceWhereAPartWasCut() {
    ListPart page = ListPart.merged(List.of(part("c", "a"), part(null, "b", "d")), BY_ID, 10);

    assertThat(ids(page)).containsExactly("a", "b");
    assertThat(page.next()).isEqualTo("c");
  }

  @Test
  void anEmptyPartThatWasCutMakesAnEmptyPageWithANextOne() {
    var order = new ListOrder(new BatchSort(BatchOrder.ID, true));

    ListPart page = ListPart.merged(List.of(part("x"), part(null, "b", "a")), order, 10);

    assertThat(ids(page)).isEmpty();
    assertThat(page.next()).isEqualTo("x");
  }

  /** However the batches lie and wherever pages are cut: each once, in order, and an end. */
  @Test
  void pagesOfAnyPartsMakeTheWholeList() {
    for (long seed = 0; seed < 2_000; seed++) {
      assertThat(walked(new Random(seed))).as("seed %d", seed).isTrue();
    }
  }

  private static boolean walked(Random random) {
    var sort = new BatchSort(pick(BatchOrder.values(), random), random.nextBoolean());
    var order = new ListOrder(sort);
    List<TreeMap<String, JsonNode>> schedulers = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      schedulers.add(new TreeMap<>(sort.places()));
    }
    TreeMap<String, JsonNode> whole = new TreeMap<>(sort.places());
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < random.nextInt(40); i++) {
      String id = "b" + random.nextInt(100);
      if (ids.add(id)) {
        // Several of one moment, and times with other numbers of digits.
        JsonNode batch = ((ObjectNode) batch(id)).put("openedAt", 95 + random.nextInt(10));
        whole.put(order.place(batch), batch);
        schedulers.get(random.nextInt(schedulers.size())).put(order.place(batch), batch);
      }
    }
    int limit = 1 + random.nextInt(6);
    List<JsonNode> found = new ArrayList<>();
    String place = null;
    int pages = 0;
    do {
      List<ListPart> parts = new ArrayList<>();
      for (TreeMap<String, JsonNode> scheduler : schedulers) {
        parts.add(page(scheduler, place, limit, 1 + random.nextInt(8)));
      }
      ListPart page = ListPart.merged(parts, order, limit);
      found.addAll(page.items());
      place = page.next();
    } while (place != null && pages++ < 1_000);
    return place == null && found.equals(inOrder(whole.values(), sort));
  }

  /** Told without places. */
  private static List<JsonNode> inOrder(Collection<JsonNode> batches, BatchSort sort) {
    Comparator<JsonNode> byId = Comparator.comparing(batch -> batch.path("batchId").asText());
    Comparator<JsonNode> order =
        sort.order() == BatchOrder.ID
            ? byId
            : Comparator.<JsonNode>comparingLong(batch -> batch.path("openedAt").asLong())
                .thenComparing(byId);
    return batches.stream().sorted(sort.descending() ? order.reversed() : order).toList();
  }

  private static <T> T pick(T[] all, Random random) {
    return all[random.nextInt(all.length)];
  }

  /** A page as a scheduler makes it, that looks at a bounded number of rows. */
  private static ListPart page(
      TreeMap<String, JsonNode> batches, @Nullable String after, int limit, int looks) {
    List<JsonNode> items = new ArrayList<>();
    int looked = 0;
    String last = null;
    for (Map.Entry<String, JsonNode> batch :
        (after == null ? batches : batches.tailMap(after, false)).entrySet()) {
      if (items.size() == limit || looked == looks) {
        return new ListPart(items, last);
      }
      looked++;
      last = batch.getKey();
      items.add(batch.getValue());
    }
    return new ListPart(items, null);
  }
}
