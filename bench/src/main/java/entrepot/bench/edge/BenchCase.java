package entrepot.bench.edge;

import java.util.List;

/**
 * One kind of request.
 *
 * @param target below the tree
 * @param bytes of each answer
 * @param range whether it asks for that many bytes at a random offset
 * @param accept its Accept header; empty: none
 */
record BenchCase(
    String name, String target, long bytes, boolean range, int connections, String accept) {
  private static final String PIP =
      "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html; q=0.1,"
          + " text/html; q=0.01";

  static final List<BenchCase> FILES =
      List.of(
          new BenchCase("1k", "pool/main/1k.deb", 1024, false, 32, ""),
          new BenchCase("64k", "pool/main/64k.deb", 64 * 1024, false, 16, ""),
          new BenchCase("10m", "pool/main/10m.deb", 10L * 1024 * 1024, false, 4, ""),
          new BenchCase("range", "pool/main/100m.deb", 64 * 1024, true, 16, ""));

  /** Projects' pages of a Python index, as pip asks for them, and as a browser does. */
  static final List<BenchCase> PAGES =
      List.of(
          new BenchCase("1k", "simple/p1k/", 1024, false, 32, PIP),
          new BenchCase("10k", "simple/p10k/", 10 * 1024, false, 32, PIP),
          new BenchCase("100k", "simple/p100k/", 100 * 1024, false, 16, PIP),
          new BenchCase("html", "simple/p10k/", 10 * 1024, false, 32, ""));
}
