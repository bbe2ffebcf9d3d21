package entrepot.release;

/** Where every act on a region is recorded. */
@FunctionalInterface
public interface Journal {
  /** Records an act; one that is recorded already stays as it is. */
  void record(JournalRecord act);
}
