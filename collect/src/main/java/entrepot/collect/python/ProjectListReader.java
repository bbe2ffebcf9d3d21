package entrepot.collect.python;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads the list of an index's projects one by one, in the page's order, which nothing guarantees.
 * A project whose name or serial is none is left out and counted.
 */
public abstract sealed class ProjectListReader implements AutoCloseable
    permits JsonListReader, HtmlListReader {
  private static final int SHOWN = 100;

  private final String where;
  private final long limit;
  private final List<String> samples = new ArrayList<>();
  private long count;
  private long refused;

  ProjectListReader(String where, long limit) {
    this.where = where;
    this.limit = limit;
  }

  /**
   * The next project, or empty at the end.
   *
   * @throws PageRefused when the page is broken from here on
   * @throws IOException from the body
   */
  public final Optional<ListedProject> next() throws IOException {
    try {
      return advance();
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  abstract Optional<ListedProject> advance() throws IOException;

  /** The index's serial: where the page says it, and certain only after the last project. */
  public abstract OptionalLong serial();

  /** How many projects were left out until now. */
  public final long refused() {
    return refused;
  }

  /** The first of those that were left out, with the reason, for a report. */
  public final List<String> refusedSamples() {
    return List.copyOf(samples);
  }

  final PageRefused broken(String found) {
    return new PageRefused(where, found);
  }

  /** Counts a project of the page. */
  final void count() {
    if (++count > limit) {
      throw broken("it names more than %d projects".formatted(limit));
    }
  }

  final void refuse(String name, String reason) {
    refused++;
    if (samples.size() < SHOWN) {
      samples.add("'%s': %s".formatted(Texts.shown(name), reason));
    }
  }

  @Override
  public abstract void close() throws IOException;
}
