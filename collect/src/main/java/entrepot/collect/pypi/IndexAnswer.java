package entrepot.collect.pypi;

import entrepot.collect.python.IndexFormat;
import entrepot.kit.http.Validators;
import java.net.URI;
import java.util.OptionalLong;

/**
 * A page as the index sent it; to be closed.
 *
 * @param at its address after redirects, without credentials: links are relative to it
 * @param serial from the header, where there was one
 */
record IndexAnswer(
    Spool body, IndexFormat format, URI at, Validators validators, OptionalLong serial)
    implements AutoCloseable {
  @Override
  public void close() {
    body.close();
  }
}
