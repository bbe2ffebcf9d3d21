package entrepot.bench.s3;

import entrepot.bench.sync.Cost;
import java.io.IOException;

/** Who makes a bucket equal to a folder. */
interface Publisher extends AutoCloseable {
  String name();

  /** Where the files lie in the bucket: empty, or ending in a slash. */
  String prefix();

  /** All that is not measured: what a publication takes for granted. */
  void prepare() throws IOException, InterruptedException;

  /** Publishes; {@code step} is {@code full}, {@code noop} or {@code delta}. */
  Cost publish(String step) throws IOException, InterruptedException;

  @Override
  void close();
}
