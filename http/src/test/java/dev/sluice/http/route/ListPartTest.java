package dev.sluice.http.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Pages of several schedulers as one list. */
class ListPartTest {

  private static JsonNode batch(String id) {
    return JsonNodeFactory.instance.objectNode().put("batchId", id);
  }

  private static List<String> ids(ListPart page) {
    return page.items().stream().map(ListOrder::place).toList();
  }

  private static ListPart part(@Nullable String next, String... ids) {
    return new ListPart(List.of(ids).stream().map(ListPartTest::batch).toList(), next);
  }

  @Test
  void nothingIsToldBeyondThePlaceWhereAPartWasCut() {
    var order = new ListOrder(Comparator.naturalOrder());

    ListPart page = ListPart.merged(List.of(part("c", "a"), part(null, "b", "d")), order, 10);

    assertThat(ids(page)).containsExactly("a", "b");
    assertThat(page.next()).isEqualTo("c");
  }

  @Test
  void anEmptyPartThatWasCutMakesAnEmptyPageWithANextOne() {
    var order = new ListOrder(Comparator.reverseOrder());

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
    Comparator<String> order =
        random.nextBoolean() ? Comparator.naturalOrder() : Comparator.reverseOrder();
    List<TreeSet<String>> schedulers = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      schedulers.add(new TreeSet<>(order));
    }
    TreeSet<String> whole = new TreeSet<>(order);
    for (int i = 0; i < random.nextInt(40); i++) {
      String id = "b" + random.nextInt(100);
      if (whole.add(id)) {
        schedulers.get(random.nextInt(schedulers.size())).add(id);
      }
    }
    int limit = 1 + random.nextInt(6);
    List<String> found = new ArrayList<>();
    String place = null;
    int pages = 0;
    do {
      List<ListPart> parts = new ArrayList<>();
      for (TreeSet<String> scheduler : schedulers) {
        parts.add(page(scheduler, place, limit, 1 + random.nextInt(8)));
      }
      ListPart page = ListPart.merged(parts, new ListOrder(order), limit);
      found.addAll(ids(page));
      place = page.next();
    } while (place != null && pages++ < 1_000);
    return place == null && found.equals(List.copyOf(whole));
  }

  /** A page as a scheduler makes it, that looks at a bounded number of rows. */
  private static ListPart page(
      TreeSet<String> batches, @Nullable String after, int limit, int looks) {
    List<JsonNode> items = new ArrayList<>();
    int looked = 0;
    String last = null;
    for (String id : after == null ? batches : batches.tailSet(after, false)) {
      if (items.size() == limit || looked == looks) {
        return new ListPart(items, last);
      }
      looked++;
      last = id;
      items.add(batch(id));
    }
    return new ListPart(items, null);
  }
}
