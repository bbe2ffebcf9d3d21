package entrepot.bench.cloud;

import entrepot.bench.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** DescribeInstances in a region of 10,000: the questions by turns, in blocks. */
final class DescribeCase {
  private static final int SIZE = 10_000;
  private static final int SHARE = SIZE / 100;
  private static final List<Question> QUESTIONS =
      List.of(
          new Question("page", Map.of("MaxResults", "1000"), SIZE, 3, 50),
          new Question("whole", Map.of(), SIZE, 1, 500),
          new Question("tag", filter("tag:role", "web-7"), SHARE, 40, 25),
          new Question("state", filter("instance-state-name", "terminated"), SHARE, 40, 25),
          new Question("id", Map.of("InstanceId.1", Fleet.id(4_321)), 1, 200, 3));

  private final int runs;
  private final int warm;
  private final Map<String, List<Double>> latencies = new LinkedHashMap<>();
  private final Map<String, List<Double>> costs = new LinkedHashMap<>();

  DescribeCase(int runs, int warm) {
    this.runs = runs;
    this.warm = warm;
  }

  /** Whether all limits held. */
  boolean run() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("ebd");
    try {
      new Fleet(SIZE).record(CloudServer.ledger(folder));
      try (CloudServer server = new CloudServer(folder, 80)) {
        SignedCaller caller = new SignedCaller(server.endpoint());
        for (int round = 0; round < warm + runs; round++) {
          for (Question question : QUESTIONS) {
            block(question, server, caller, round >= warm);
          }
        }
      }
    } finally {
      Scratch.remove(folder);
    }
    boolean held = true;
    for (Question question : QUESTIONS) {
      held &= told(question);
    }
    return held;
  }

  private void block(Question question, CloudServer server, SignedCaller caller, boolean counts)
      throws IOException, InterruptedException {
    List<Double> took = new ArrayList<>();
    double before = server.cpuSeconds();
    for (int i = 0; i < question.times(); i++) {
      took.addAll(question.ask(caller));
    }
    double cpu = (server.cpuSeconds() - before) * 1000 / took.size();
    String when = counts ? "" : "warming";
    say(question.name() + " p50", median(took), when);
    say(question.name() + " cpu", cpu, when);
    if (counts) {
      latencies.computeIfAbsent(question.name(), _ -> new ArrayList<>()).addAll(took);
      costs.computeIfAbsent(question.name(), _ -> new ArrayList<>()).add(cpu);
    }
  }

  private boolean told(Question question) {
    double p50 = median(latencies.getOrDefault(question.name(), List.of()));
    double cpu = median(costs.getOrDefault(question.name(), List.of()));
    double limit = question.limit();
    String name = "MEASURE cloud/describe-" + question.name();
    String most = String.format(Locale.ROOT, "limit %.0f", limit);
    say(name + " p50", p50, most);
    say(name + " cpu", cpu, most);
    return p50 <= limit && cpu <= limit;
  }

  private static Map<String, String> filter(String name, String value) {
    return Map.of("Filter.1.Name", name, "Filter.1.Value.1", value);
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(0.0);
  }

  private static void say(String name, double milliseconds, String what) {
    System.out.println(String.format(Locale.ROOT, "%s %.2f ms %s", name, milliseconds, what));
  }
}
