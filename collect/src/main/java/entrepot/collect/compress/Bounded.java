package entrepot.collect.compress;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends with {@link DecompressionBomb} when more than the allowed bytes come. */
final class Bounded extends FilterInputStream {
  private final long limit;
  private final String what;
  private long left;

  Bounded(InputStream in, long limit, String what) {
    super(in);
    this.limit = limit;
    this.left = limit;
    this.what = what;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int n = super.read(bytes, offset, length);
    if (n > left) {
      throw new DecompressionBomb(what, limit);
    }
    left -= Math.max(n, 0);
    return n;
  }

  @Override
  public long skip(long n) throws IOException {
    return read(new byte[(int) Math.min(n, 1 << 16)]);
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
