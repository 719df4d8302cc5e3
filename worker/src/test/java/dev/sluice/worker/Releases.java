package dev.sluice.worker;

import dev.sluice.records.Priority;
import dev.sluice.records.Release;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Releases for tests. */
public final class Releases {

  private Releases() {}

  public static Release.Builder of(String taskId, String type) {
    return Release.newBuilder()
        .setBatchId("batch")
        .setTaskId(taskId)
        .setType(type)
        .setReleaseNumber(1)
        .setPriority(Priority.NORMAL);
  }

  public static Release.Builder of(String taskId, String type, String json) {
    return of(taskId, type).setPayload(ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)));
  }
}
