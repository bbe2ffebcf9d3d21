package entrepot.collect.python;

/**
 * How much a project's page may have; more refuses the page. A page is held in memory, so the
 * limits bound that too.
 *
 * @param bytes of the page's text, without compression; also characters
 * @param files named, counting those that are refused
 * @param versions listed
 */
public record PageLimits(long bytes, int files, int versions) {
  /** PyPI's largest pages have about 20 MB and some ten thousand files. */
  public static final PageLimits DEFAULT = new PageLimits(64L << 20, 50_000, 50_000);
}
