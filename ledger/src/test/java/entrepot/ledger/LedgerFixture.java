package entrepot.ledger;

import entrepot.kit.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A ledger that knows one tree, in whatever database a subclass names. */
abstract class LedgerFixture {
  static final Digest A = Digest.sha256Of("a".getBytes(StandardCharsets.UTF_8));
  static final Digest B = Digest.sha256Of("b".getBytes(StandardCharsets.UTF_8));

  final TestingClock clock = new TestingClock();
  Ledger ledger;

  /** The same database for each call within a test. */
  abstract LedgerConfig config(String owner);

  @BeforeEach
  void open() {
    ledger = Ledger.open(config("server"), clock);
    ledger.trees().register("debian", "apt", "http://archive.example.org/debian");
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  static RunResult made(Digest digest) {
    return new RunResult(Outcome.SUCCEEDED, "", Optional.of(digest), 10, 20);
  }
}
