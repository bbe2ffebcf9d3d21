package entrepot.kit.tls;

import entrepot.kit.Digest;
import entrepot.kit.Failure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a new certificate and key from their files while they are in use. Replacing two files is
 * not one step, so a pair that does not fit, or is not whole, is looked at twice before it is
 * reported; until it fits the former one stays.
 */
public final class IdentityWatch {
  private static final Logger log = LoggerFactory.getLogger(IdentityWatch.class);
  private static final Duration SOON = Duration.ofDays(14);
  private static final Duration A_DAY = Duration.ofDays(1);

  private final PemFiles files;
  private final InstantSource clock;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile Identity current;
  private Digest read;
  private Consumer<Identity> whenNew = _ -> {};
  private String seen = "";
  private String reported = "";
  private Instant warnAgain = Instant.MIN;

  /** Reads the files; throws {@link UnusableIdentity}. */
  public IdentityWatch(PemFiles files, InstantSource clock) {
    this.files = files;
    this.clock = clock;
    byte[] certificate = Identity.bytes(files.certificate());
    byte[] key = Identity.bytes(files.key());
    this.current = Identity.of(files, certificate, key);
    this.read = digest(certificate, key);
    warn();
  }

  /** The one in use. */
  public Identity current() {
    return current;
  }

  /** Who is to be told of a new one, on the thread that looks. */
  public void whenNew(Consumer<Identity> listener) {
    looking.lock();
    try {
      whenNew = listener;
    } finally {
      looking.unlock();
    }
  }

  /** Looks at the files now; blocks. */
  public void look() {
    looking.lock();
    try {
      take();
      seen = "";
      reported = "";
    } catch (RuntimeException e) {
      // Whatever it is: the former identity is still good, and the next look may succeed.
      complain(e);
    } finally {
      looking.unlock();
    }
    warn();
  }

  private void take() {
    byte[] certificate = Identity.bytes(files.certificate());
    byte[] key = Identity.bytes(files.key());
    Digest found = digest(certificate, key);
    if (found.equals(read)) {
      return;
    }
    Identity next = Identity.of(files, certificate, key);
    Instant now = clock.instant();
    boolean worse = next.expires().isBefore(now) && current.expires().isAfter(now);
    if (worse || next.begins().isAfter(now)) {
      throw new UnusableIdentity(
          files.certificate(),
          worse
              ? "the new certificate expired on " + next.expires()
              : "the new certificate is not valid before " + next.begins(),
          "Put a certificate there that is valid now.");
    }
    whenNew.accept(next);
    current = next;
    read = found;
    warnAgain = Instant.MIN;
    log.info(
        "{} is taken: {}, valid until {}", files.certificate(), next.subject(), next.expires());
  }

  private void complain(RuntimeException e) {
    String found =
        e instanceof Failure failure ? e.getMessage() + ". " + failure.next() : e.toString();
    if (found.equals(seen) && !found.equals(reported)) {
      reported = found;
      log.error("the former certificate stays in use: {}", found);
    }
    seen = found;
    log.debug("not taken yet: {}", found);
  }

  /** Once a day, from two weeks before the end. */
  private void warn() {
    Instant now = clock.instant();
    Instant end = current.expires();
    if (now.isBefore(warnAgain) || now.plus(SOON).isBefore(end)) {
      return;
    }
    warnAgain = now.plus(A_DAY);
    if (now.isBefore(end)) {
      log.warn(
          "the certificate {} expires in {} days, on {}. Put a new one in its place; no restart is"
              + " needed.",
          files.certificate(),
          Duration.between(now, end).toDays(),
          end);
    } else {
      log.error(
          "the certificate {} expired on {}: clients refuse it. Put a new one in its place; no"
              + " restart is needed.",
          files.certificate(),
          end);
    }
  }

  private static Digest digest(byte[] certificate, byte[] key) {
    byte[] both = new byte[certificate.length + key.length];
    System.arraycopy(certificate, 0, both, 0, certificate.length);
    System.arraycopy(key, 0, both, certificate.length, key.length);
    return Digest.sha256Of(both);
  }
}
