package entrepot.collect.python;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes the list of an index's projects one by one; it is complete when it is closed. */
public abstract sealed class ProjectListWriter implements AutoCloseable
    permits JsonListWriter, HtmlListWriter {
  private @Nullable ProjectName before;

  /** Adds a project; throws IllegalStateException when it does not follow the former by name. */
  public final void add(ListedProject project) throws IOException {
    if (before != null && before.compareTo(project.name()) >= 0) {
      throw new IllegalStateException(
          "project '%s' after '%s': a list is in the order of names"
              .formatted(project.name(), before));
    }
    before = project.name();
    write(project);
  }

  abstract void write(ListedProject project) throws IOException;

  @Override
  public abstract void close() throws IOException;
}
