package entrepot.collect.python;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.OptionalLong;

/** The list of an index's projects, read and written as a stream: there may be a million. */
public final class ProjectList {
  private ProjectList() {}

  /**
   * Reads a list from {@code body}, which the reader closes.
   *
   * @param where the page's address, for messages
   */
  public static ProjectListReader read(
      InputStream body, IndexFormat format, String where, ListLimits limits) {
    BoundedText text = new BoundedText(body, where, limits.bytes());
    return switch (format) {
      case JSON -> new JsonListReader(text, where, limits.projects());
      case HTML -> new HtmlListReader(text, where, limits.projects());
    };
  }

  /**
   * Writes the list as JSON, with the serials: what {@link #read} makes of it is what was written.
   * {@code out} is closed with the writer.
   *
   * @param serial the index's own, where known
   */
  public static ProjectListWriter json(OutputStream out, OptionalLong serial) {
    return new JsonListWriter(out, serial);
  }

  /** Writes the list as HTML, which has no serials. {@code out} is closed with the writer. */
  public static ProjectListWriter html(OutputStream out) {
    return new HtmlListWriter(out);
  }
}
