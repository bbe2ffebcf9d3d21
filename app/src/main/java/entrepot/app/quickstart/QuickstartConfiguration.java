package entrepot.app.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the configuration that the quickstart runs on; a person may go on from it. */
final class QuickstartConfiguration {
  static final String ADVICE =
      """
      This machine's apt has no http source signed by Debian's keyring, so there is nothing that
      the quickstart could mirror by itself. Write an entrepot.yaml and run 'bin/entrepot up':

        state: ./entrepot-state
        trees:
          ubuntu:
            kind: apt
            policy: on-demand
            source: http://archive.ubuntu.com/ubuntu
            suites: [noble]
            components: [main]
            architectures: [amd64]
            keyring: /usr/share/keyrings/ubuntu-archive-keyring.gpg
            release: automatic
        regions:
          north: {listen: "127.0.0.1:8081"}
          south: {listen: "127.0.0.1:8082"}
        steering: {listen: "127.0.0.1:8080"}

      then 'bin/entrepot sync ubuntu', and point apt at
        mirror+http://127.0.0.1:8080/mirrors/ubuntu.txt?location=north
      """;

  private QuickstartConfiguration() {}

  /** Writes {@code entrepot.yaml} into the folder and answers its path. */
  static Path write(Path folder, AptStanza source, String architecture) {
    StringBuilder regions = new StringBuilder();
    // An address each: apt gives up on an address, not on a port, when a connection is refused.
    boolean wholeLoopback = System.getProperty("os.name").equals("Linux");
    int host = 1;
    for (String region : Quickstart.regions()) {
      host += wholeLoopback ? 1 : 0;
      regions.append("  %s: {listen: \"127.0.0.%d:0\"}%n".formatted(region, host));
    }
    // The machine trusts this source already, and company mirrors have private addresses.
    String yaml =
        """
        # Written by 'entrepot quickstart' from %s
        state: state
        trees:
          debian:
            kind: apt
            policy: on-demand
            source: %s
            suites: [%s]
            components: [main]
            architectures: [%s]
            keyring: %s
            release: automatic
        regions:
        %ssteering: {listen: "127.0.0.1:0"}
        upstream: {allow-private: true}
        """
            .formatted(
                source.file(),
                source.uri(),
                source.suites().getFirst(),
                architecture,
                source.signedBy().orElseThrow(),
                regions);
    try {
      Files.createDirectories(folder);
      return Files.writeString(folder.resolve("entrepot.yaml"), yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
