package entrepot.collect.wheels.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Copies what a job prints into a file, up to a limit; what is more is not even read. */
final class LimitedCopy implements Runnable {
  private final InputStream from;
  private final Path to;
  private final long limit;
  private volatile boolean exceeded;

  LimitedCopy(InputStream from, Path to, long limit) {
    this.from = from;
    this.to = to;
    this.limit = limit;
  }

  /** Whether there was more than the limit. */
  boolean exceeded() {
    return exceeded;
  }

  @Override
  public void run() {
    byte[] piece = new byte[64 * 1024];
    long left = limit;
    try (OutputStream out =
        Files.newOutputStream(to, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (int n = from.read(piece); n >= 0; n = from.read(piece)) {
        int taken = (int) Math.min(left, n);
        out.write(piece, 0, taken);
        left -= taken;
        if (taken < n) {
          exceeded = true;
          return;
        }
      }
    } catch (IOException e) {
      // The pipe breaks when the job is killed; what has come so far stays.
      return;
    }
  }
}
