package entrepot.collect.python;

import entrepot.kit.Digest;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A distribution as a project's page names it.
 *
 * @param filename checked: one part of a path, nothing but plain characters
 * @param url absolute, http or https, without a fragment
 * @param hashes strongest first; may be empty
 * @param size bytes, where known
 * @param uploadTime where known (PEP 700)
 * @param requiresPython the specifiers as written, which may be malformed (PEP 345)
 * @param yanked why it was withdrawn, "" without a reason; empty when it was not (PEP 592)
 * @param coreMetadata whether FILE.metadata is offered
 * @param provenance where its attestations are (PEP 740)
 */
public record ProjectFile(
    String filename,
    URI url,
    List<Digest> hashes,
    OptionalLong size,
    Optional<Instant> uploadTime,
    Optional<String> requiresPython,
    Optional<String> yanked,
    CoreMetadata coreMetadata,
    Optional<URI> provenance) {
  public ProjectFile {
    FileNames.objection(filename)
        .ifPresent(found -> {
          throw new Malformed("file name", filename, found);
        });
    hashes = Hashes.ordered(hashes);
  }

  /** The digest of the strongest algorithm that the index gives. */
  public Optional<Digest> strongest() {
    return hashes.stream().findFirst();
  }
}
