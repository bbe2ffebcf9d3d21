package entrepot.bench.cloud;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code bench/run cloud [--runs N] [--warm N] [describe] [userdata]}: the lab cloud as its clients
 * see it; ends with status 1 when a limit is missed.
 */
public final class CloudBench {
  private CloudBench() {}

  /** Runs it; see above. */
  public static void main(String[] args) throws IOException, InterruptedException {
    int runs = 7;
    int warm = 3;
    List<String> cases = new ArrayList<>();
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--runs" -> runs = Integer.parseInt(args[++i]);
        case "--warm" -> warm = Integer.parseInt(args[++i]);
        default -> cases.add(args[i]);
      }
    }
    boolean held = true;
    if (cases.isEmpty() || cases.contains("describe")) {
      held &= new DescribeCase(runs, warm).run();
    }
    if (cases.isEmpty() || cases.contains("userdata")) {
      new UserDataCase(runs, warm).run();
    }
    System.exit(held ? 0 : 1);
  }
}
