package entrepot.release;

import entrepot.kit.Digest;
import java.nio.file.Path;

/** A process that releases one snapshot, for tests that kill it. */
final class TestingReleaseProcess {
  private TestingReleaseProcess() {}

  public static void main(String[] args) {
    new TestingRegion(Path.of(args[0])).release("debian", Digest.sha256(args[1]));
  }
}
