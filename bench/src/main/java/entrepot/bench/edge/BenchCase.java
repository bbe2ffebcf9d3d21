package entrepot.bench.edge;

import java.util.List;

/**
 * One kind of request.
 *
 * @param bytes of each answer
 * @param range whether it asks for that many bytes at a random offset
 */
record BenchCase(String name, String file, long bytes, boolean range, int connections) {
  static final List<BenchCase> ALL =
      List.of(
          new BenchCase("1k", "1k.deb", 1024, false, 32),
          new BenchCase("64k", "64k.deb", 64 * 1024, false, 16),
          new BenchCase("10m", "10m.deb", 10L * 1024 * 1024, false, 4),
          new BenchCase("range", "100m.deb", 64 * 1024, true, 16));
}
