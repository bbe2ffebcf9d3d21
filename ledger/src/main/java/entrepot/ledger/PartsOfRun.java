package entrepot.ledger;

/** How far the parts of a run are. */
public record PartsOfRun(
    long run,
    String tree,
    long parts,
    long done,
    long held,
    long entries,
    long entriesDone,
    long bytes,
    long bytesDone) {}
