package dev.sluice.client.audit;

import dev.sluice.core.ledger.ReleaseNumber;
import dev.sluice.records.Release;

/** The release number is what tells an old report from the current one. */
final class ReleasedUnderItsOwnNumber extends Guarantee {

  ReleasedUnderItsOwnNumber() {
    super("each release of a task has a number of its own, of its round");
  }

  @Override
  void release(Place place, TaskTrace task, Release release, History history) {
    int number = release.getReleaseNumber();
    require(
        !task.wasReleasedAs(number),
        "task %s was released twice under number %d, the second time at offset %d",
        task.id,
        number,
        place.offset());
    require(
        number >= ReleaseNumber.of(release.getRound(), 1)
            && number <= ReleaseNumber.lastOf(release.getRound()),
        "task %s: %d is no number of round %d",
        task.id,
        number,
        release.getRound());
  }

  @Override
  void end(History history) {
    if (!history.whole(Topic.RELEASE)) {
      unseen("the oldest releases are gone");
    }
  }
}
