package entrepot.collect.rpm;

import java.net.URI;

/** Where an RPM repository may be had. */
public sealed interface RpmOrigin {
  /** The address that is configured; http or https. */
  URI address();

  /** The folder that holds {@code repodata}. */
  record Baseurl(URI address) implements RpmOrigin {}

  /** A text with one such folder a line; lines that begin with {@code #} are comments. */
  record Mirrorlist(URI address) implements RpmOrigin {}

  /**
   * A metalink (version 3.0) of {@code repodata/repomd.xml}: the mirrors that have it, and the
   * checksums of the current one and, in {@code mm0:alternates}, of older ones that are still
   * valid.
   */
  record Metalink(URI address) implements RpmOrigin {}
}
