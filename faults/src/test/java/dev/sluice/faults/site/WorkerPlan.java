package dev.sluice.faults.site;

import dev.sluice.faults.handler.Diary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How workers are started.
 *
 * @param settings {@code key=value}; of one key the last counts
 * @param jvm options of the JVM
 * @param brokers where they find the brokers
 */
public record WorkerPlan(List<String> settings, List<String> jvm, String brokers) {

  public WorkerPlan {
    settings = List.copyOf(settings);
    jvm = List.copyOf(jvm);
  }

  public WorkerPlan with(String key, Object value) {
    List<String> more = new ArrayList<>(settings);
    more.removeIf(each -> each.startsWith(key + "="));
    more.add(key + "=" + value);
    return new WorkerPlan(more, jvm, brokers);
  }

  public WorkerPlan concurrency(int tasks) {
    return with("sluice.worker.concurrency", tasks);
  }

  /** How long a worker that is not heard of keeps its tasks. */
  public WorkerPlan lock(String duration) {
    return with("sluice.worker.lock", duration);
  }

  public WorkerPlan drainGrace(String duration) {
    return with("sluice.worker.drain.grace", duration);
  }

  public WorkerPlan jvm(String option) {
    List<String> more = new ArrayList<>(jvm);
    more.add(option);
    return new WorkerPlan(settings, more, brokers);
  }

  /** They come to the brokers this way, as through a proxy. */
  public WorkerPlan through(String otherBrokers) {
    return new WorkerPlan(settings, jvm, otherBrokers);
  }

  SluiceProcess start(String id, Path log) {
    List<String> arguments = new ArrayList<>(List.of("worker", "--bootstrap-server", brokers));
    for (String each : with("sluice.worker.id", id).settings()) {
      arguments.add("-X");
      arguments.add(each);
    }
    List<String> options = new ArrayList<>(jvm);
    options.add("-D" + Diary.WORKER + "=" + id);
    return SluiceProcess.start(log, options, arguments);
  }
}
