package dev.sluice.http.resource;

import dev.sluice.core.limits.Ids;
import dev.sluice.http.page.Params;
import dev.sluice.http.problem.Problem;
import dev.sluice.http.problem.ProblemCode;
import dev.sluice.http.source.Backend;
import dev.sluice.http.source.Reading;
import io.javalin.http.Context;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stream of changes of all batches, or of those that are asked for: server-sent events with ids
 * to go on after. Each stream has a virtual thread of its own, which waits most of the time.
 */
public final class ChangesResource {

  private static final Logger log = LoggerFactory.getLogger(ChangesResource.class);

  private static final Duration BEAT = Duration.ofSeconds(5);
  private static final int MOST_BATCHES = 100;

  private final Supplier<Backend> backend;
  private final Semaphore streams;

  /**
   * @param mostStreams that may be open at a time
   */
  public ChangesResource(Supplier<Backend> backend, int mostStreams) {
    this.backend = backend;
    this.streams = new Semaphore(mostStreams);
  }

  /** Tells changes until who asked goes away. */
  public void stream(Context request) throws IOException {
    Params unused = Params.of(request, "batch");
    Set<String> batches = batches(request);
    if (!streams.tryAcquire()) {
      throw Problem.of(
              ProblemCode.TOO_MANY_STREAMS,
              "close another stream, follow several batches in one, or raise"
                  + " sluice.http.max-streams")
          .withHeader("Retry-After", "10")
          .exception();
    }
    try {
      Reading reading = backend.get().changes().from(request.header("Last-Event-ID"));
      HttpServletResponse response = request.res();
      response.setContentType("text/event-stream;charset=utf-8");
      response.setHeader("X-Accel-Buffering", "no");
      tell(reading, batches, response.getOutputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      streams.release();
    }
  }

  private static Set<String> batches(Context request) {
    Set<String> batches = new HashSet<>(request.queryParams("batch"));
    if (batches.size() > MOST_BATCHES || !batches.stream().allMatch(Ids::validBatchId)) {
      throw Params.invalid("'batch' is up to " + MOST_BATCHES + " batch ids, one each time");
    }
    return batches;
  }

  private static void tell(Reading reading, Set<String> batches, ServletOutputStream out)
      throws InterruptedException {
    try {
      out.write(bytes("retry: 2000\n\n"));
      while (true) {
        List<Reading.Event> events = reading.next(BEAT);
        var text = new StringBuilder();
        for (Reading.Event event : events) {
          if (batches.isEmpty() || event.batchId() == null || batches.contains(event.batchId())) {
            append(text, event);
          }
        }
        // A line that is no event also shows whether anybody is there.
        out.write(bytes(text.isEmpty() ? ":\n\n" : text.toString()));
        out.flush();
      }
    } catch (IOException e) {
      log.debug("Who followed the changes has gone");
    } catch (IllegalStateException e) {
      log.debug("The feed of changes has ended");
    }
  }

  private static void append(StringBuilder text, Reading.Event event) {
    text.append("id: ").append(event.id()).append('\n');
    text.append("event: ").append(event.kind()).append('\n');
    text.append("data: ").append(event.data()).append("\n\n");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
