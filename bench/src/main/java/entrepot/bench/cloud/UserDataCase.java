package entrepot.bench.cloud;

import entrepot.bench.Scratch;
import entrepot.bench.sync.Cost;
import entrepot.bench.sync.Results;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesResponse;

/** From RunInstances to the last line of user data, against the same QEMU started by hand. */
final class UserDataCase {
  private static final String CASE = "userdata";

  private final int runs;
  private final int warm;
  private final Results results = new Results("cloud", System.out);
  private final List<Double> starts = new ArrayList<>();

  UserDataCase(int runs, int warm) {
    this.runs = runs;
    this.warm = warm;
  }

  void run() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("ebu");
    try (Knock knock = new Knock();
        CloudServer server = new CloudServer(folder, knock.port());
        Ec2Client ec2 = server.client()) {
      String image = server.importTinyGuest();
      String id = launch(ec2, image, knock);
      long _ = knock.await();
      ByHand.Words words = ByHand.Words.of(server, id);
      terminate(ec2, id);
      try (ByHand hand = new ByHand(words, server.disks(), image, folder.resolve("hand"), knock)) {
        for (int round = 0; round < warm + runs; round++) {
          boolean counts = round >= warm;
          add("entrepot", cloud(server, ec2, image, knock, counts), counts);
          add("qemu", hand.boot(), counts);
        }
      }
    } finally {
      Scratch.remove(folder);
    }
    System.out.println(
        String.format(
            Locale.ROOT,
            "MEASURE cloud/userdata-to-qemu %.0f ms",
            starts.stream().sorted().skip(starts.size() / 2).findFirst().orElse(0.0)));
    results.ratios("entrepot", CASE, CASE);
  }

  private void add(String contender, Cost cost, boolean counts) {
    if (counts) {
      results.add(CASE, contender, cost);
    }
  }

  private Cost cloud(CloudServer server, Ec2Client ec2, String image, Knock knock, boolean counts)
      throws IOException, InterruptedException {
    knock.clear();
    double before = server.cpuSeconds();
    double asked = ProcessCpu.uptime();
    long start = System.nanoTime();
    String id = launch(ec2, image, knock);
    double wall = (knock.await() - start) / 1e9;
    long qemu = ByHand.Words.pid(id);
    double cpu = server.cpuSeconds() - before + ProcessCpu.seconds(qemu);
    if (counts) {
      starts.add((ProcessCpu.began(qemu) - asked) * 1000);
    }
    terminate(ec2, id);
    return new Cost(wall, cpu);
  }

  private static String launch(Ec2Client ec2, String image, Knock knock) {
    byte[] script = knock.script(CloudServer.HOST).getBytes(StandardCharsets.UTF_8);
    RunInstancesResponse launched =
        ec2.runInstances(
            RunInstancesRequest.builder()
                .imageId(image)
                .instanceType(CloudServer.TYPE)
                .minCount(1)
                .maxCount(1)
                .userData(Base64.getEncoder().encodeToString(script))
                .build());
    return launched.instances().getFirst().instanceId();
  }

  /** Returns when it is gone: what its end costs belongs to no launch. */
  private static void terminate(Ec2Client ec2, String id) throws InterruptedException {
    TerminateInstancesResponse _ =
        ec2.terminateInstances(TerminateInstancesRequest.builder().instanceIds(id).build());
    DescribeInstancesRequest asked = DescribeInstancesRequest.builder().instanceIds(id).build();
    while (ec2.describeInstances(asked)
            .reservations()
            .getFirst()
            .instances()
            .getFirst()
            .state()
            .name()
        != InstanceStateName.TERMINATED) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    // What follows it, such as the filter, is done as well.
    TimeUnit.SECONDS.sleep(1);
  }
}
