package entrepot.release;

import entrepot.kit.CrashPoint;
import entrepot.kit.Digest;
import java.util.Optional;

/** Tells the journal what a head changed, compared with the one before. */
final class JournalWriting {
  private final Journal journal;

  JournalWriting(Journal journal) {
    this.journal = journal;
  }

  void write(Head former, Head next) {
    CrashPoint.RELEASE_BEFORE_JOURNAL.reached();
    Optional<String> tree = next.act().tree();
    journal.record(
        new JournalRecord(
            next.issued(),
            next.act(),
            next.region(),
            former.generation(),
            next.generation(),
            tree.flatMap(name -> snapshot(former, name)),
            tree.flatMap(name -> snapshot(next, name))));
    CrashPoint.RELEASE_AFTER_JOURNAL.reached();
  }

  private static Optional<Digest> snapshot(Head head, String tree) {
    return head.tree(tree).map(TreeHead::snapshot);
  }

  /** Writes up the generations after {@code last}. */
  void catchUp(History history, long last, long current) {
    Optional<Head> former = last == 0 ? Optional.empty() : history.head(last);
    for (long generation = last + 1; generation <= current; generation++) {
      Optional<Head> next = history.head(generation);
      if (next.isPresent()) {
        write(former.orElseGet(() -> Head.none(next.get().region())), next.get());
        former = next;
      }
    }
  }
}
