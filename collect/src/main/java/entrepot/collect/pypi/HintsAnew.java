package entrepot.collect.pypi;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.kit.http.Validators;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.EntrySorter;
import entrepot.store.manifest.Role;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The hints of one run: those that held, and those that it learns, put in order at the end. */
final class HintsAnew implements AutoCloseable {
  private static final int ETAG = 1004;
  private static final int LAST_MODIFIED = 1006;
  private static final int LONGEST = 1_000;

  private final PageHints hints;
  private final EntrySorter sorter;
  private boolean learnt;

  HintsAnew(PageHints hints, Path temporaryFolder) {
    this.hints = hints;
    this.sorter = new EntrySorter(temporaryFolder);
  }

  /** A former one holds still. */
  synchronized void keep(PageHint hint) {
    sorter.add(entry(hint));
  }

  /** A page was read; without validators there is nothing to remember. */
  synchronized void learn(PageHint hint) {
    if (!hint.validators().isEmpty() && fits(hint.validators())) {
      sorter.add(entry(hint));
      learnt = true;
    }
  }

  private static boolean fits(Validators validators) {
    return validators.etag().orElse("").length() <= LONGEST
        && validators.lastModified().orElse("").length() <= LONGEST;
  }

  /** Replaces the former ones, unless nothing was learnt. */
  synchronized void write() {
    if (!learnt) {
      return;
    }
    Iterator<Entry> sorted = sorter.sorted();
    hints.write(
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return sorted.hasNext();
          }

          @Override
          public PageHint next() {
            return hint(sorted.next());
          }
        });
  }

  private static Entry entry(PageHint hint) {
    Entry entry =
        Entry.lazy(
            TreePath.of(hint.project()), Role.PAYLOAD, Entry.UNKNOWN_SIZE, 0, List.of(hint.json()));
    Optional<String> etag = hint.validators().etag();
    Optional<String> lastModified = hint.validators().lastModified();
    Entry tagged = etag.isPresent() ? entry.with(ETAG, etag.get()) : entry;
    return lastModified.isPresent() ? tagged.with(LAST_MODIFIED, lastModified.get()) : tagged;
  }

  private static PageHint hint(Entry entry) {
    Digest json = entry.sha256().orElseThrow();
    return new PageHint(
        entry.path().toString(), json, new Validators(entry.text(ETAG), entry.text(LAST_MODIFIED)));
  }

  @Override
  public void close() {
    sorter.close();
  }
}
