package dev.sluice.cli;

import dev.sluice.cli.local.BatchFingerprint;
import dev.sluice.cli.local.KeptRun;
import dev.sluice.cli.local.KeptRuns;
import dev.sluice.client.BatchHandle;
import dev.sluice.client.BatchNotFoundException;
import dev.sluice.client.Progress;
import dev.sluice.client.SluiceClient;
import dev.sluice.client.TaskResult;
import dev.sluice.results.text.Counted;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The start of a run on a directory that is kept: goes on with the batch that an earlier run of the
 * same has begun there, wherever that run was cut off.
 */
final class KeptStart implements BatchStart {

  private final Path directory;
  private final boolean again;
  private final Console console;
  private @Nullable KeptRuns runs;
  private @Nullable KeptRun run;

  /**
   * @param again whether the batch is to run anew even if it has run here before
   */
  KeptStart(Path directory, boolean again, Console console) {
    this.directory = directory;
    this.again = again;
    this.console = console;
  }

  @Override
  public BatchHandle start(SluiceClient client, BatchToRun batch, Consumer<TaskResult> results)
      throws IOException {
    KeptRuns here = KeptRuns.in(directory);
    runs = here;
    String fingerprint = BatchFingerprint.of(batch.look());
    Optional<KeptRun> before = here.last(fingerprint);
    refuseWhatHasTheSameId(here, batch, fingerprint);
    holdOthers(client, here, fingerprint);
    if (before.isPresent() && !again) {
      run = before.get();
      return goOn(client, here, run, batch, results);
    }
    if (before.isPresent() && !before.get().ended()) {
      client.cancel(before.get().batchId(), "run anew with --again");
      here.ended(before.get());
    }
    KeptRun begun = here.begin(fingerprint, batch.id());
    BatchHandle handle = client.submit(batch.take(), results);
    run = here.submitted(begun);
    return handle;
  }

  private BatchHandle goOn(
      SluiceClient client,
      KeptRuns here,
      KeptRun earlier,
      BatchToRun batch,
      Consumer<TaskResult> results)
      throws IOException {
    BatchHandle handle = client.batch(earlier.batchId(), results);
    Progress progress;
    try {
      progress = handle.status();
    } catch (BatchNotFoundException e) {
      sayGoingOn(earlier, 0, batch); // cut off before anything was recorded
      handle.close();
      BatchHandle fresh = client.submit(batch.take().withId(earlier.batchId()), results);
      run = here.submitted(earlier);
      return fresh;
    }
    if (progress.status().terminal()) {
      console.say(
          "batch %s in %s has ended already, this is its summary; --again runs it anew"
              .formatted(earlier.batchId(), directory));
      return handle;
    }
    sayGoingOn(earlier, progress.done(), batch);
    if (!earlier.submitted()) {
      // Tasks that are there already are recognised and count once.
      client.submit(batch.take().withId(earlier.batchId()), result -> {}).close();
      run = here.submitted(earlier);
    }
    client.start(earlier.batchId()); // another file may have been run here meanwhile
    return handle;
  }

  private void sayGoingOn(KeptRun earlier, long ended, BatchToRun batch) {
    console.say(
        "going on with batch %s in %s, %d of %s ended"
            .formatted(earlier.batchId(), directory, ended, Counted.of(batch.tasks(), "task")));
  }

  /** Otherwise this run would also work on what nobody waits for. */
  private void holdOthers(SluiceClient client, KeptRuns here, String fingerprint)
      throws IOException {
    for (KeptRun other : here.all()) {
      if (!other.ended() && !other.fingerprint().equals(fingerprint)) {
        client.pause(other.batchId());
        console.say(
            "batch %s in %s has not ended and waits; run its file again to go on with it"
                .formatted(other.batchId(), directory));
      }
    }
  }

  private void refuseWhatHasTheSameId(KeptRuns here, BatchToRun batch, String fingerprint)
      throws IOException {
    for (KeptRun other : here.all()) {
      boolean changed = !other.fingerprint().equals(fingerprint);
      if (other.batchId().equals(batch.id()) && (again || changed)) {
        String what = changed ? "another content was run as batch " : "there is already batch ";
        throw new CommandException(
            ExitCode.USAGE,
            "%s: %s%s, as 'id' in the file says; change or remove that id, or take another directory"
                .formatted(directory, what, batch.id()));
      }
    }
  }

  @Override
  public void ended() throws IOException {
    if (runs != null && run != null) {
      run = runs.ended(run);
    }
  }
}
