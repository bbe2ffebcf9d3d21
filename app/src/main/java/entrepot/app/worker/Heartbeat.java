package entrepot.app.worker;

import entrepot.ledger.LedgerUnavailable;
import entrepot.ledger.NameTaken;
import entrepot.ledger.PartLost;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells again and again that its maker is alive, who asks now and then whether that still matters.
 */
final class Heartbeat implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);

  private final Thread beating;
  private volatile @Nullable RuntimeException lost;

  private Heartbeat(Duration pause, Runnable beat) {
    this.beating = Thread.ofVirtual().name("heartbeat").unstarted(() -> beat(pause, beat));
  }

  /** Beats thrice a lease. */
  static Heartbeat start(Duration lease, Runnable beat) {
    Heartbeat made = new Heartbeat(lease.dividedBy(3), beat);
    made.beating.start();
    return made;
  }

  private void beat(Duration pause, Runnable beat) {
    try {
      while (lost == null) {
        Thread.sleep(pause);
        beatOnce(beat);
      }
    } catch (InterruptedException _) {
      log.trace("closed");
    }
  }

  private void beatOnce(Runnable beat) {
    try {
      beat.run();
    } catch (LedgerUnavailable e) {
      // Without the ledger nobody can take anything either: the work goes on.
      log.debug("{}", e.getMessage());
    } catch (PartLost | NameTaken e) {
      lost = e;
    }
  }

  /** Throws what was told in answer to a beat, if that was that all is lost. */
  void check() {
    RuntimeException why = lost;
    if (why != null) {
      throw why;
    }
  }

  @Override
  public void close() {
    beating.interrupt();
  }
}
