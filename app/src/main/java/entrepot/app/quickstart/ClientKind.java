package entrepot.app.quickstart;

import java.nio.file.Path;
import java.util.Optional;

/** A package manager of this machine that installs from one of the quickstart's trees. */
sealed interface ClientKind permits AptClients, DnfClients, PipClients {
  /** Its word, such as {@code apt}. */
  String name();

  /** The tree it installs from. */
  String tree();

  /** What it installs. */
  String packageName();

  /** Why none can be run here, as a sentence; empty where one can. */
  Optional<String> obstacle();

  /**
   * A client of that region.
   *
   * @param root an empty folder that it may take for the whole machine
   * @param steering where mirror lists are answered
   */
  ClientRoot in(String region, Path root, String steering);

  /**
   * A client that reads a bucket itself; empty where the tree does not lie in it.
   *
   * @param bucket its address as clients see it, without a slash at its end
   */
  Optional<ClientRoot> inBucket(String bucket, Path root);
}
