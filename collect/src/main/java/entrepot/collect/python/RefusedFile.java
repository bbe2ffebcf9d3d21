package entrepot.collect.python;

/**
 * A file that a page names and that was left out of what was read.
 *
 * @param filename as far as it is known, fit to be shown; "" where the page does not even say
 * @param reason what is wrong with it
 */
public record RefusedFile(String filename, String reason) {
  public RefusedFile {
    filename = Texts.shown(filename);
  }
}
