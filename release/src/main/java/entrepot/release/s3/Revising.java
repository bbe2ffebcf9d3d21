package entrepot.release.s3;

import entrepot.kit.Digest;
import entrepot.kit.Failure;
import entrepot.release.Revocation;
import entrepot.store.backend.ObjectMissing;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.State;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what a head forbids out of a bucket, and puts back what it allows again. */
final class Revising {
  private static final Logger log = LoggerFactory.getLogger(Revising.class);

  private final View view;
  private final Names names;
  private final Placing placing;
  private final Removing removing;

  /** For one tree, as its head is now. */
  Revising(View view, Names names, Placing placing, Removing removing) {
    this.view = view;
    this.names = names;
    this.placing = placing;
    this.removing = removing;
  }

  void about(Revocation about) {
    switch (about) {
      case Revocation.OfPath of -> {
        if (of.tree().equals(view.tree())) {
          Optional<Entry> entry =
              view.manifests()
                  .find(view.snapshot(), of.path())
                  .or(() -> view.carry().flatMap(carry -> view.manifests().find(carry, of.path())));
          entry.ifPresent(this::set);
        }
      }
      case Revocation.OfContent of ->
          each(entry -> {
            if (entry.digests().contains(of.digest()) || isLazy(entry, of)) {
              set(entry);
            }
          });
    }
    removing.flush();
  }

  /** A lazy entry may not name the digest of the bytes that came. */
  private boolean isLazy(Entry entry, Revocation.OfContent of) {
    return entry.sha256().isEmpty() && filled(entry).filter(of.digest()::equals).isPresent();
  }

  /** The digest of a lazy entry's bytes; empty for others, and where they are not to be had. */
  private Optional<Digest> filled(Entry entry) {
    if (entry.state() != State.LAZY) {
      return Optional.empty();
    }
    try {
      return Optional.of(placing.content(entry).sha256());
    } catch (Failure e) {
      log.warn("{} of {}: {}", entry.path(), view.tree(), e.getMessage());
      return Optional.empty();
    }
  }

  private void each(Consumer<Entry> consumer) {
    view.manifests().entries(view.snapshot()).forEachRemaining(consumer);
    for (Iterator<Entry> all =
            view.carry().map(view.manifests()::entries).orElse(List.<Entry>of().iterator());
        all.hasNext(); ) {
      consumer.accept(all.next());
    }
  }

  private void set(Entry entry) {
    Optional<Entry> now = view.at(entry.path()).filter(there -> !revokedByContent(there));
    if (now.isEmpty()) {
      removing.removeWith(entry);
      return;
    }
    try {
      placing.place(names.file(view.tree(), entry.path()), now.get(), true);
      View.folderOf(entry.path())
          .ifPresent(folder ->
              view.page(folder)
                  .ifPresent(page -> placing.place(names.folder(view.tree(), folder), page, true)));
    } catch (ObjectMissing e) {
      log.warn(
          "{} of {} is allowed again, but gone: {}", entry.path(), view.tree(), e.getMessage());
    }
  }

  private boolean revokedByContent(Entry entry) {
    return filled(entry).filter(view.revoked()::has).isPresent();
  }
}
