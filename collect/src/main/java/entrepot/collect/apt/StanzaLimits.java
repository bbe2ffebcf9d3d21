package entrepot.collect.apt;

/**
 * What a file of stanzas may make us read.
 *
 * @param line the longest line, in bytes
 * @param stanza the longest stanza, in bytes
 * @param stanzas the most stanzas
 */
record StanzaLimits(int line, int stanza, long stanzas) {
  /** Of Packages and Sources: dependencies of some packages fill a megabyte. */
  static final StanzaLimits INDEX = new StanzaLimits(4 << 20, 16 << 20, 50_000_000);

  /** Of a release file: one stanza, which lists all files. */
  static final StanzaLimits RELEASE = new StanzaLimits(64 << 10, 64 << 20, 1);
}
