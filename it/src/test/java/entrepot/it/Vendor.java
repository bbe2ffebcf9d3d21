package entrepot.it;

import entrepot.it.fixture.FixtureRepository;
import entrepot.it.fixture.FixtureUpstream;
import entrepot.it.fixture.TreeReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Who publishes a signed repository; what Entrepot is told of it, and how its clients read it. */
abstract class Vendor<R extends FixtureRepository> implements AutoCloseable {
  final R repository;
  final FixtureUpstream upstream;

  Vendor(R repository, FixtureUpstream upstream) {
    this.repository = repository;
    this.upstream = upstream;
  }

  /** The name of the tree that mirrors it. */
  abstract String tree();

  /** The path of the entry point in the tree. */
  abstract String entryPoint();

  /** The entry point as it is published. */
  abstract byte[] published();

  /** What an entry point says, for comparison: all its bytes, where we publish them verbatim. */
  String meaning(byte[] entryPoint) {
    return new String(entryPoint, StandardCharsets.ISO_8859_1);
  }

  /** The YAML of the tree, below {@code trees:}, not indented. */
  abstract String configuration(String policy);

  /** A client of the tree at that address, which has a slash at its end. */
  abstract TreeReader reader(URI tree, long seed);

  @Override
  public void close() {
    upstream.close();
  }
}
