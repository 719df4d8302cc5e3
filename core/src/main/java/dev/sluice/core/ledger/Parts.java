package dev.sluice.core.ledger;

import dev.sluice.core.limits.Limits;
import dev.sluice.core.limits.Terms;

/** The rules of one decision, each for its part of a task's way; wired here and nowhere else. */
record Parts(
    NeedWatch watch,
    Endings endings,
    Releases releases,
    TaskMoves moves,
    Submissions submissions,
    Reports reports,
    Commands commands,
    Rounds rounds,
    Leases leases,
    Clearing clearing,
    Patience patience,
    Closing closing) {

  static Parts of(Draft draft, Limits limits, Terms terms, SubmissionRules rules) {
    NeedWatch watch = new NeedWatch(draft);
    Endings endings = new Endings(draft, watch);
    ReleaseContents contents = new ReleaseContents(draft, limits);
    OutputCache cache = new OutputCache(draft, contents, limits, terms);
    Releases releases = new Releases(draft, contents, cache, endings);
    Clearing clearing = new Clearing(draft);
    TaskMoves moves = new TaskMoves(draft, watch, endings, releases);
    return new Parts(
        watch,
        endings,
        releases,
        moves,
        new Submissions(draft, moves, endings, rules),
        new Reports(draft, endings, releases, cache, limits),
        new Commands(draft, endings, limits),
        new Rounds(draft, moves),
        new Leases(draft, terms, endings, releases),
        clearing,
        new Patience(draft, endings, clearing, terms),
        new Closing(draft, watch, terms));
  }
}
