package entrepot.app.worker;

import entrepot.ledger.Workers;
import entrepot.store.backend.Area;
import entrepot.store.backend.Backend;
import entrepot.store.backend.Key;
import entrepot.store.backend.ObjectMissing;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * How a process knows that its store is the control plane's: a random word that lies in the store
 * and stands in the ledger. It is a new one with every shared run, so that a copy of the store does
 * not pass for it.
 */
public final class StoreMark {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Key KEY = new Key(Area.MARKS, "shared");

  /** A network file system may show an older state for a few seconds. */
  private static final int LOOKS = 8;

  private static final long PAUSE_MILLIS = 700;

  private final Backend backend;
  private final Workers workers;

  public StoreMark(Backend backend, Workers workers) {
    this.backend = backend;
    this.workers = workers;
  }

  /** Marks the store anew; for who coordinates. */
  public void write() {
    byte[] word = new byte[16];
    RANDOM.nextBytes(word);
    String mark = HexFormat.of().formatHex(word);
    backend.replace(KEY, mark.getBytes(StandardCharsets.US_ASCII));
    workers.mark(mark);
  }

  /** Throws {@link StoreNotShared} when this is not the store that was marked. */
  void check() throws InterruptedException {
    String found = "";
    for (int look = 1; look <= LOOKS; look++) {
      Optional<String> wanted = workers.mark();
      if (wanted.isEmpty()) {
        throw new StoreNotShared("no server has marked its store for workers yet");
      }
      found = here();
      if (found.equals(wanted.get())) {
        return;
      }
      if (look < LOOKS) {
        Thread.sleep(PAUSE_MILLIS);
      }
    }
    throw new StoreNotShared(
        found.isEmpty()
            ? "it has no mark: it is another folder, a mount that is not there, or another bucket"
            : "its mark is not the one that the ledger knows: it is a copy, or another one");
  }

  private String here() {
    try {
      return new String(backend.load(KEY), StandardCharsets.US_ASCII);
    } catch (ObjectMissing e) {
      return "";
    }
  }
}
