package entrepot.collect.apt;

import entrepot.collect.compress.Compression;
import java.util.Map;

/**
 * An index to be fetched, in the first of its listed compressions that the upstream serves.
 *
 * @param path below the suite's folder, without the compression's ending
 * @param listed in order of preference; never empty
 */
record Wanted(AptIndex kind, String path, Map<Compression, ListedFile> listed) {
  /** Whether the suite is of no use without it. */
  boolean required() {
    return kind == AptIndex.PACKAGES || kind == AptIndex.SOURCES || kind == AptIndex.INSTALLER;
  }

  /** Whether its stanzas name packages. */
  boolean namesPayload() {
    return required();
  }
}
