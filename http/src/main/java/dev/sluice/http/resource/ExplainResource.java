package dev.sluice.http.resource;

import dev.sluice.client.Explanation;
import dev.sluice.http.json.Body;
import dev.sluice.http.page.Params;
import dev.sluice.http.source.Backend;
import io.javalin.http.Context;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Why a batch and its tasks are where they are, in the words of the scheduler that decides. */
public final class ExplainResource {

  private final Supplier<Backend> backend;

  public ExplainResource(Supplier<Backend> backend) {
    this.backend = backend;
  }

  /** The batch, then tasks that have not ended. */
  public void batch(Context request) {
    Params params = Params.of(request, "limit");
    String batchId = params.batchId();
    try (Stream<Explanation> all = backend.get().client().get().explain(batchId)) {
      List<Body> some = all.limit(1L + params.limit()).map(ExplainResource::explanation).toList();
      Answer.json(request, new Body().with("batchId", batchId).with("explanations", some));
    }
  }

  /** One task. */
  public void task(Context request) {
    Params params = Params.of(request);
    Answer.json(
        request,
        explanation(backend.get().client().get().explain(params.batchId(), params.taskId())));
  }

  private static Body explanation(Explanation explanation) {
    return new Body()
        .with("taskId", explanation.taskId())
        .with("status", explanation.status())
        .with("code", explanation.code())
        .with("text", explanation.text());
  }
}
