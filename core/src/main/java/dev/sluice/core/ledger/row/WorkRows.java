package dev.sluice.core.ledger.row;

import dev.sluice.core.ledger.Event;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bytes of work left over. */
public final class WorkRows {

  private static final int VERSION = 2;

  private WorkRows() {}

  public static byte[] write(Work work) {
    RowWriter row = new RowWriter(64).tag(VERSION);
    return switch (work) {
      case Work.Settle(String taskId, @Nullable String after) ->
          row.tag(0).text(taskId).optional(after).row();
      case Work.StopRest(@Nullable String after) -> row.tag(1).optional(after).row();
      case Work.FindMissing(@Nullable String after) -> row.tag(2).optional(after).row();
      case Work.FindStuck(@Nullable String after) -> row.tag(3).optional(after).row();
      case Work.FollowNeeds(String origin, String slow, String fast, long power, long length) ->
          row.tag(4).text(origin).text(slow).text(fast).number(power).number(length).row();
      case Work.RejectCycle(String origin, String current, long left, String path) ->
          row.tag(5).text(origin).text(current).number(left).text(path).row();
      case Work.Admit() -> row.tag(6).row();
      case Work.SpreadEdges(@Nullable String after) -> row.tag(7).optional(after).row();
      case Work.Restart(@Nullable String after) -> row.tag(8).optional(after).row();
      case Work.Begin(@Nullable String after) -> row.tag(9).optional(after).row();
      case Work.Spawn(List<Event.Spawned> tasks) -> spawned(row.tag(10), tasks).row();
      case Work.DropOutputs(@Nullable String after) -> row.tag(11).optional(after).row();
      case Work.Clear(int table, @Nullable String after) ->
          row.tag(12).number(table).optional(after).row();
    };
  }

  public static Work read(byte[] bytes) {
    RowReader row = Versions.expect(VERSION, bytes);
    int kind = row.tag();
    return switch (kind) {
      case 0 -> new Work.Settle(row.text(), row.optional());
      case 1 -> new Work.StopRest(row.optional());
      case 2 -> new Work.FindMissing(row.optional());
      case 3 -> new Work.FindStuck(row.optional());
      case 4 ->
          new Work.FollowNeeds(row.text(), row.text(), row.text(), row.number(), row.number());
      case 5 -> new Work.RejectCycle(row.text(), row.text(), row.number(), row.text());
      case 6 -> new Work.Admit();
      case 7 -> new Work.SpreadEdges(row.optional());
      case 8 -> new Work.Restart(row.optional());
      case 9 -> new Work.Begin(row.optional());
      case 10 -> new Work.Spawn(spawned(row));
      case 11 -> new Work.DropOutputs(row.optional());
      case 12 -> new Work.Clear(row.count(), row.optional());
      default -> throw new IllegalStateException("work row has kind " + kind);
    };
  }

  private static RowWriter spawned(RowWriter row, List<Event.Spawned> tasks) {
    row.number(tasks.size());
    tasks.forEach(each -> row.bytes(TaskRows.write(each.task())).optional(each.flaw()));
    return row;
  }

  private static List<Event.Spawned> spawned(RowReader row) {
    int size = row.count();
    List<Event.Spawned> tasks = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      tasks.add(new Event.Spawned(TaskRows.readSpec(row.bytes()), row.optional()));
    }
    return tasks;
  }
}
