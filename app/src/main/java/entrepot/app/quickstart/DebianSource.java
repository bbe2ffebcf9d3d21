package entrepot.app.quickstart;

import entrepot.app.machine.AptSources;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The Debian archive that this machine's apt is configured with.
 *
 * @param file where apt is told so
 * @param architecture Debian's name for the processor of this machine
 */
record DebianSource(URI uri, String suite, Path keyring, String architecture, Path file) {
  /** Empty on a machine without an http source that Debian's own keyring signs. */
  static Optional<DebianSource> ofThisMachine() {
    return new AptSources(Path.of("/etc/apt"))
        .debian()
        .flatMap(stanza ->
            Architecture.debian()
                .map(architecture ->
                    new DebianSource(
                        stanza.uri(),
                        stanza.suites().getFirst(),
                        stanza.signedBy().orElseThrow(),
                        architecture,
                        stanza.file())));
  }
}
