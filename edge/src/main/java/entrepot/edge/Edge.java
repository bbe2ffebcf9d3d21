package entrepot.edge;

import entrepot.kit.listen.Binding;
import entrepot.release.ReplicaReader;
import entrepot.store.fill.Fillings;
import java.time.InstantSource;

/** The HTTP server of a region, over the replica beside it. Needs no database. */
public final class Edge implements AutoCloseable {
  private final EdgeSettings settings;
  private final ReplicaReader replica;

  @SuppressWarnings("unused")
  private final Fillings fillings;

  private final InstantSource clock;

  /** An edge, not started yet. {@code fillings} fills lazy entries into the replica's backend. */
  public Edge(
      EdgeSettings settings, ReplicaReader replica, Fillings fillings, InstantSource clock) {
    this.settings = settings;
    this.replica = replica;
    this.fillings = fillings;
    this.clock = clock;
  }

  /** Binds and serves; answers with the address bound. */
  public Binding start() {
    throw new UnsupportedOperationException("" + settings + replica + clock);
  }

  /** The address bound. */
  public Binding address() {
    return settings.listen();
  }

  /** Looks at the replica's head now, instead of at the next tick. */
  public void refreshNow() {
    throw new UnsupportedOperationException();
  }

  /** Lets answers under way end for a while, then stops. */
  @Override
  public void close() {}
}
