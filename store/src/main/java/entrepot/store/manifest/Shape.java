package entrepot.store.manifest;

/**
 * Where the borders of nodes fall. A path begins a new leaf when its hash ends in {@code leafBits}
 * zero bits, and a new inner node of level k when it ends in {@code leafBits + k × innerBits}: so
 * every border of a level is one of the level below, and none depends on what else there is. A node
 * that reaches a bound ends as well; the bound counts from the node's own start, so that chance
 * borders soon bring two histories of one content together again.
 *
 * @param leafBits one entry in {@code 2^leafBits} begins a leaf
 * @param innerBits one child in {@code 2^innerBits} begins an inner node
 * @param leafRecords the most entries of a leaf
 * @param innerRecords the most children of an inner node
 * @param bytes a node that has this many bytes of records or more takes no further one
 */
record Shape(int leafBits, int innerBits, int leafRecords, int innerRecords, int bytes) {
  /** About 32 entries a leaf and 64 children an inner node. Part of the format. */
  static final Shape STANDARD = new Shape(5, 6, 256, 512, 64 << 10);

  boolean begins(int level, int trailingZeros) {
    return trailingZeros >= leafBits + level * innerBits;
  }

  boolean full(int level, int records, int size) {
    return records >= (level == 0 ? leafRecords : innerRecords) || size >= bytes;
  }
}
