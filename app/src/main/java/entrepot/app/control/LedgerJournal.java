package entrepot.app.control;

import entrepot.ledger.Ledger;
import entrepot.ledger.Release;
import entrepot.ledger.ReleaseKind;
import entrepot.release.Journal;
import entrepot.release.JournalRecord;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Writes what was done to regions into the ledger, each generation once. */
final class LedgerJournal implements Journal {
  private final Ledger ledger;

  LedgerJournal(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public void record(JournalRecord act) {
    act.act().tree().ifPresent(tree -> ledger.releases().record(release(act, tree)));
    if (newest(act.region()) < act.toGeneration()) {
      Map<String, String> detail = new HashMap<>();
      act.from().ifPresent(d -> detail.put("from", d.hex()));
      act.to().ifPresent(d -> detail.put("to", d.hex()));
      act.act().note().ifPresent(note -> detail.put("note", note));
      ledger
          .journal()
          .append(
              act.act().who(),
              act.act().kind().name().toLowerCase(Locale.ROOT),
              act.act().tree().orElse("all trees"),
              Optional.of(act.region()),
              OptionalLong.of(act.fromGeneration()),
              OptionalLong.of(act.toGeneration()),
              detail);
    }
  }

  private static Release release(JournalRecord act, String tree) {
    ReleaseKind kind =
        switch (act.act().kind()) {
          case RELEASE -> ReleaseKind.RELEASE;
          case ROLLBACK -> ReleaseKind.ROLLBACK;
          case REVOKE, UNREVOKE -> ReleaseKind.REVOCATION;
          case RETIRE, REINSTATE -> ReleaseKind.RETIREMENT;
        };
    return new Release(
        act.region(),
        act.toGeneration(),
        tree,
        kind,
        act.from(),
        act.to(),
        act.time(),
        act.act().who());
  }

  /** The newest generation of a region that is written down; 0 where there is none. */
  long newest(String region) {
    return ledger.journal().newestGeneration(region);
  }
}
