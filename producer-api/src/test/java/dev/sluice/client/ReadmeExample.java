package dev.sluice.client;

import dev.sluice.core.task.Priority;
import java.time.Duration;
import java.util.Map;

/** The Java example of the README: what is between the tags is what stands there. */
public final class ReadmeExample {

  private ReadmeExample() {}

  public static void main(String[] args) {
    // tag::example[]
    Batch batch =
        Batch.named("nightly")
            .task("fetch", t -> t.type("echo").text("to be or not to be"))
            .task("count", t -> t.type("echo").text("6 words").needs("fetch"))
            .task(
                "report",
                t ->
                    t.type("echo")
                        .needs("fetch", "count")
                        .text("${fetch.output}: ${count.output}")
                        .priority(Priority.HIGH)
                        .timeout(Duration.ofSeconds(30)))
            .build();

    try (SluiceClient client = SluiceClient.connect(Map.of("bootstrap.servers", args[0]))) {
      BatchHandle handle = client.submit(batch);
      handle.onProgress(p -> System.err.printf("%d of %d tasks%n", p.done(), p.total()));

      BatchOutcome outcome = handle.await(Duration.ofMinutes(1));

      System.out.println(outcome.status() + " in " + outcome.summary().duration());
      handle
          .results(ResultOrder.ORDERED)
          .forEach(result -> System.out.println(result.taskId() + ": " + result.outputText()));
    }
    // end::example[]
  }
}
