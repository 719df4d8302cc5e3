package dev.sluice.client.internal;

import dev.sluice.client.Explanation;
import dev.sluice.records.Answer;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The explanations of a batch, a page at a time: the batch itself first, then its tasks. */
final class ExplanationPages implements Iterator<Explanation> {

  private final Dialogue dialogue;
  private final String batchId;
  private Iterator<Explanation> here;
  private @Nullable String next;

  /** Asks for the first page. */
  ExplanationPages(Dialogue dialogue, String batchId) {
    this.dialogue = dialogue;
    this.batchId = batchId;
    Answer first = dialogue.explain(batchId, null);
    this.here = AnswersIn.explanations(first).iterator();
    this.next = first.getNext();
  }

  @Override
  public boolean hasNext() {
    while (!here.hasNext() && next != null) {
      Answer page = dialogue.explain(batchId, next);
      // Every page begins with the batch, which was told already.
      here = AnswersIn.explanations(page).stream().filter(each -> each.taskId() != null).iterator();
      next = page.getNext();
    }
    return here.hasNext();
  }

  @Override
  public Explanation next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return here.next();
  }
}
