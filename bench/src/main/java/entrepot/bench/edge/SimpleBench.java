package entrepot.bench.edge;

import java.io.IOException;

/**
 * {@code bench/run python simple [OPTIONS] [1k|10k|100k|html]}: pages of a Python index by Accept,
 * from our edge and from nginx with the same static files; otherwise as {@link EdgeBench}.
 */
public final class SimpleBench {
  private SimpleBench() {}

  /** Runs it; see above. */
  public static void main(String[] args) throws IOException, InterruptedException {
    new EdgeBench("python/simple-", BenchCase.PAGES, args).run();
  }
}
