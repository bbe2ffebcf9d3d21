package entrepot.edge;

import java.util.List;

/** Who may read what of an edge: clients its files, caching edges its replica too. */
final class Readers {
  private final Networks clients;
  private final Networks edges;

  /** Both as CIDR; no {@code clients}: everybody; no {@code edges}: who reads files. */
  Readers(List<String> clients, List<String> edges) {
    this.clients = Networks.of(clients);
    this.edges = Networks.of(edges);
  }

  /** Whether there is anybody who may not read files. */
  boolean restricted() {
    return clients.restricted();
  }

  /** Whether a client with that address may read files. */
  boolean files(String address) {
    return clients.allows(address) || (edges.restricted() && edges.allows(address));
  }

  /** Whether it may read what lies below {@code /.replica/}. */
  boolean replica(String address) {
    return edges.restricted() ? edges.allows(address) : clients.allows(address);
  }
}
