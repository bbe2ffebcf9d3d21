package entrepot.collect.files;

import entrepot.collect.Quarantine;
import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Role;
import entrepot.store.manifest.State;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Walks the files of a folder beside what checksum files say of them, what was last read, and the
 * parent's entries; divides them into those that are known and those that are to be read.
 */
final class FolderJoin {
  private final Beside named;
  private final Beside hints;
  private final Beside parent;
  private final Quarantine quarantine;

  private final Consumer<Entry> complete;
  private final Consumer<Entry> wanted;
  private final Consumer<Entry> hinted;

  private boolean changed;

  /**
   * All iterators ascend.
   *
   * @param complete gets entries that need no reading
   * @param wanted gets lazy entries, with the digests that are expected of them
   * @param hinted gets what holds of the hints
   */
  FolderJoin(
      Iterator<Entry> named,
      Iterator<Entry> hints,
      Iterator<Entry> parent,
      Quarantine quarantine,
      Consumer<Entry> complete,
      Consumer<Entry> wanted,
      Consumer<Entry> hinted) {
    this.named = new Beside(named);
    this.hints = new Beside(hints);
    this.parent = new Beside(parent);
    this.quarantine = quarantine;
    this.complete = complete;
    this.wanted = wanted;
    this.hinted = hinted;
  }

  /** Whether anything is to be read, or differs from the parent. */
  boolean join(Iterator<Entry> walked) {
    while (walked.hasNext()) {
      Entry file = walked.next();
      file(file, named.at(file.path(), this::absent));
    }
    named.rest(this::absent);
    parent.rest(gone -> changed = true);
    hints.rest(gone -> {});
    return changed;
  }

  private void file(Entry file, Optional<Entry> said) {
    if (file.state() == State.MISSING) {
      done(file);
    } else if (said.filter(s -> s.state() == State.PRESENT).isPresent()) {
      done(said.get().modified(file.mtime()));
    } else if (said.filter(s -> s.state() == State.MISSING).isPresent()) {
      done(said.get().modified(0));
    } else if (said.filter(s -> !fits(s.size(), file.size())).isPresent()) {
      done(
          missing(
              said.get(),
              "its checksum file names %d bytes, found %d"
                  .formatted(said.get().size(), file.size())));
    } else {
      List<Digest> expected = said.map(Entry::digests).orElse(List.of());
      Optional<Entry> before = before(file.path());
      Optional<Entry> hint = hints.at(file.path());
      Optional<Entry> known =
          before.filter(b -> hint.filter(h -> proves(h, file, b, expected)).isPresent());
      if (known.isPresent()) {
        hinted.accept(hint.get());
        done(again(known.get(), expected), before);
      } else {
        changed = true;
        wanted.accept(wanted(file, expected));
      }
    }
  }

  private static boolean fits(long said, long found) {
    return said == Entry.UNKNOWN_SIZE || said == found;
  }

  private static boolean proves(Entry hint, Entry file, Entry before, List<Digest> expected) {
    return before.state() == State.PRESENT
        && Stamp.on(hint).equals(Stamp.on(file))
        && before.sha256().equals(hint.sha256())
        && before.size() == file.size()
        && before.digests().containsAll(expected);
  }

  private static Entry again(Entry known, List<Digest> expected) {
    List<Digest> digests = new ArrayList<>(expected);
    known.sha256().filter(d -> !expected.contains(d)).ifPresent(digests::add);
    Collections.sort(digests);
    return new Entry(
        known.path(), Role.PAYLOAD, State.PRESENT, known.size(), known.mtime(), digests, List.of());
  }

  private static Entry wanted(Entry file, List<Digest> expected) {
    return Entry.lazy(file.path(), Role.PAYLOAD, file.size(), file.mtime(), expected);
  }

  /** A checksum file names what is not there. */
  private void absent(Entry said) {
    done(
        said.state() == State.LAZY
            ? missing(said, "a checksum file names it, and it is not in the folder")
            : said.modified(0));
  }

  private Entry missing(Entry said, String reason) {
    return quarantine.missing(
        new Entry(
            said.path(),
            Role.PAYLOAD,
            State.MISSING,
            Entry.UNKNOWN_SIZE,
            0,
            said.digests(),
            List.of()),
        reason);
  }

  private void done(Entry entry) {
    done(entry, before(entry.path()));
  }

  private void done(Entry entry, Optional<Entry> before) {
    Entry aged = aged(entry, before);
    changed |= !before.equals(Optional.of(aged));
    complete.accept(aged);
  }

  private Optional<Entry> before(TreePath path) {
    return parent.at(path, gone -> changed = true);
  }

  /** With the former time, where the bytes are the same. */
  static Entry aged(Entry now, Optional<Entry> before) {
    return before
        .filter(b -> b.state() == State.PRESENT && now.state() == State.PRESENT)
        .filter(b -> b.sha256().equals(now.sha256()))
        .map(b -> now.modified(b.mtime()))
        .orElse(now);
  }
}
