package dev.sluice.http.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.client.Batch;
import dev.sluice.client.BatchHandle;
import dev.sluice.client.Explanation;
import dev.sluice.client.SluiceException;
import dev.sluice.client.actions.Fingerprint;
import dev.sluice.client.actions.RecentSubmissions;
import dev.sluice.http.json.BatchIn;
import dev.sluice.http.json.Body;
import dev.sluice.http.json.Json;
import dev.sluice.http.page.Params;
import dev.sluice.http.problem.Problem;
import dev.sluice.http.problem.ProblemCode;
import dev.sluice.http.source.Backend;
import dev.sluice.scheduler.view.LedgerNotHereException;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Submits a batch. One that comes again, under an {@code Idempotency-Key} or an id of its own, is
 * the same batch if its JSON is the same, and refused if not: its fingerprint travels as a label.
 */
public final class SubmitResource {

  private static final Logger log = LoggerFactory.getLogger(SubmitResource.class);

  private static final Duration MOST_WAIT = Duration.ofSeconds(2);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");

  private final Supplier<Backend> backend;
  private final RecentSubmissions recent;

  public SubmitResource(Supplier<Backend> backend, RecentSubmissions recent) {
    this.backend = backend;
    this.recent = recent;
  }

  /** Returns when the brokers have all of it. */
  public void submit(Context request) {
    Params unused = Params.of(request);
    ObjectNode body = Json.object(request.bodyAsBytes());
    String key = key(request, body);
    String fingerprint = Fingerprint.of(Json.bytes(body));
    Batch batch =
        BatchIn.read(body)
            .build(builder -> {
              builder.label(Fingerprint.LABEL, fingerprint);
              if (key != null) {
                builder.id("http-" + Fingerprint.of(key.getBytes(StandardCharsets.UTF_8)));
              }
            });
    boolean created =
        batch.idGenerated()
            ? publish(batch)
            : recent.inTurn(
                batch.id(), before -> once(batch, fingerprint, before, key), fingerprint);
    request.header("Location", "/api/v1/batches/" + batch.id());
    Answer.json(
        request,
        created ? 201 : 200,
        new Body()
            .with("batchId", batch.id())
            .with("tasks", batch.tasks().size())
            .with("created", created));
  }

  private static @Nullable String key(Context request, ObjectNode body) {
    String key = request.header("Idempotency-Key");
    if (key == null) {
      return null;
    }
    if (!KEY.matcher(key).matches()) {
      throw Problem.of(
              ProblemCode.INVALID_IDEMPOTENCY_KEY,
              "an Idempotency-Key is 1 to 200 visible ASCII characters")
          .exception();
    }
    if (body.hasNonNull("id")) {
      throw Problem.of(
              ProblemCode.INVALID_IDEMPOTENCY_KEY,
              "a batch with an id of its own needs no Idempotency-Key; leave one of them out")
          .exception();
    }
    return key;
  }

  /** Whether the batch is a new one. What is there already but not complete is sent once more. */
  private boolean once(
      Batch batch, String fingerprint, @Nullable String justBefore, @Nullable String key) {
    String before = justBefore == null ? stored(batch.id()).orElse(null) : justBefore;
    if (before == null) {
      return publish(batch);
    }
    if (!before.equals(fingerprint)) {
      throw (key == null
              ? Problem.of(
                  ProblemCode.BATCH_EXISTS,
                  "batch " + batch.id() + " was submitted as something else; choose another id")
              : Problem.of(
                  ProblemCode.IDEMPOTENCY_KEY_REUSED,
                  "send the body of the first time, or another key"))
          .with("batchId", batch.id())
          .exception();
    }
    // What was submitted just before and is not there comes soon, or was cleared meanwhile: once
    // more does no harm to the one and brings back the other.
    boolean complete =
        backend
            .get()
            .ledger()
            .batch(batch.id())
            .map(there -> justBefore != null || there.header().complete())
            .orElse(false);
    if (!complete) {
      boolean unused = publish(batch);
    }
    return false;
  }

  /** The fingerprint of a batch that is there; one that came another way has none. */
  private Optional<String> stored(String batchId) {
    return backend
        .get()
        .ledger()
        .batch(batchId)
        .map(batch -> batch.options().labels().getOrDefault(Fingerprint.LABEL, ""));
  }

  private boolean publish(Batch batch) {
    try (BatchHandle unused = backend.get().client().get().submit(batch)) {
      awaitKnown(batch.id());
      return true;
    }
  }

  /**
   * Another scheduler answers a question after the batch, because they came one after the other.
   */
  private void awaitKnownElsewhere(String batchId) {
    try (Stream<Explanation> explained = backend.get().client().get().explain(batchId)) {
      log.debug("Another scheduler knows of {}: {}", batchId, explained.findFirst().isPresent());
    } catch (SluiceException e) {
      log.debug("Another scheduler will know of {}", batchId, e);
    }
  }

  /** So that who asks for it at once finds it; not for long, because it is submitted anyway. */
  private void awaitKnown(String batchId) {
    long until = System.nanoTime() + MOST_WAIT.toNanos();
    try {
      while (backend.get().ledger().batch(batchId).isEmpty() && System.nanoTime() < until) {
        Thread.sleep(LOOK_AGAIN);
      }
    } catch (LedgerNotHereException e) {
      awaitKnownElsewhere(batchId);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
