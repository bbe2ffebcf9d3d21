package entrepot.collect.python;

/**
 * How much the list of an index's projects may have; more refuses the list.
 *
 * @param bytes of its text, without compression; also characters
 * @param projects listed, counting those that are refused
 */
public record ListLimits(long bytes, long projects) {
  /** PyPI's list has about 700,000 projects and 40 MB. */
  public static final ListLimits DEFAULT = new ListLimits(512L << 20, 5_000_000);
}
