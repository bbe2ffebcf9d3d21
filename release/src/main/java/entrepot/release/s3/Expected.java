package entrepot.release.s3;

import entrepot.store.manifest.Entry;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The entries of a snapshot and of its carry, in the order of their paths; none is in both. */
final class Expected implements Iterator<Entry> {
  private final Iterator<Entry> served;
  private final Iterator<Entry> carried;
  private @Nullable Entry first;
  private @Nullable Entry second;

  Expected(View view) {
    this.served = view.manifests().entries(view.snapshot());
    this.carried = view.carry().map(view.manifests()::entries).orElse(List.<Entry>of().iterator());
    this.first = next(served);
    this.second = next(carried);
  }

  private static @Nullable Entry next(Iterator<Entry> from) {
    return from.hasNext() ? from.next() : null;
  }

  @Override
  public boolean hasNext() {
    return first != null || second != null;
  }

  @Override
  public Entry next() {
    Entry one = first;
    Entry other = second;
    if (one != null && (other == null || one.path().compareTo(other.path()) <= 0)) {
      first = next(served);
      return one;
    }
    if (other == null) {
      throw new NoSuchElementException();
    }
    second = next(carried);
    return other;
  }
}
