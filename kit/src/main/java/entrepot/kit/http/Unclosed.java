package entrepot.kit.http;

import java.io.FilterInputStream;
import java.io.InputStream;

/** A body whose close does nothing: the client's own would read on to the end of the body. */
final class Unclosed extends FilterInputStream {
  Unclosed(InputStream body) {
    super(body);
  }

  @Override
  public void close() {}
}
