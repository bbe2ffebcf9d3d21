package entrepot.edge;

import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.VertxConnection;

/** Who is at the other end of a connection; found out once for each. */
record Client(String address, boolean allowed, boolean replicates) {
  private static final AttributeKey<Client> KEY = AttributeKey.valueOf("entrepot.client");

  /** Looks at a new connection. */
  static void note(HttpConnection connection, Readers readers) {
    SocketAddress from = connection.remoteAddress();
    String host = from == null ? null : from.hostAddress();
    String address = host == null ? "-" : host;
    ((VertxConnection) connection)
        .channel()
        .attr(KEY)
        .set(new Client(address, readers.files(address), readers.replica(address)));
  }

  /** The client of a connection that was noted. */
  static Client of(HttpConnection connection) {
    return ((VertxConnection) connection).channel().attr(KEY).get();
  }
}
