package entrepot.cloud;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import entrepot.cloud.compute.Capacity;
import entrepot.cloud.ec2.place.InstanceTypes;
import entrepot.cloud.network.NetworkPlan;
import entrepot.cloud.network.Verbs;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import entrepot.cloud.volume.ImportedImage;
import entrepot.cloud.wire.Account;
import entrepot.cloud.wire.Accounts;
import entrepot.cloud.wire.Ec2Endpoint;
import entrepot.cloud.wire.ParameterNames;
import entrepot.cloud.wire.SignedRequest;
import entrepot.cloud.wire.TestingEndpoint;
import entrepot.kit.listen.Answer;
import entrepot.ledger.Ledger;
import entrepot.ledger.LedgerConfig;
import entrepot.vm.disk.DiskFormat;
import entrepot.vm.disk.Disks;
import entrepot.vm.disk.VmUser;
import entrepot.vm.guest.TinyGuest;
import entrepot.vm.machine.Acceleration;
import entrepot.vm.machine.Hypervisor;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/**
 * Every action of a region whose instances run, with ids of what there is in it, of another account
 * and of another region, destructive actions included: none ends in an error of the server, nothing
 * unexpected is logged, and afterwards the cloud works and leaves nothing.
 */
class AnyParametersOfLiveInstancesTest {
  private static final int ROUNDS = Boolean.getBoolean("entrepot.long") ? 60 : 6;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Pattern CODE = Pattern.compile("<Code>([^<]+)<");

  @TempDir Path folder;
  private final Map<String, LabRegion> regions = new LinkedHashMap<>();
  private final Map<String, Ec2Endpoint> endpoints = new LinkedHashMap<>();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private Ledger ledger;

  @BeforeEach
  void raise() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    log.start();
    root().addAppender(log);
    InstantSource clock = InstantSource.system();
    ledger = Ledger.open(new LedgerConfig.Sqlite(folder.resolve("ledger.db"), "test"), clock);
    VmUser user = VmUser.DEFAULT;
    InstanceTypes types =
        Types.of(
            Map.of(
                "t3.micro", new CloudPlan.TypePlan(96, 1),
                "m1.small", new CloudPlan.TypePlan(96, 1)));
    Capacity capacity = new Capacity(4 * 96, 20, types);
    LabRegion.Common common =
        new LabRegion.Common(
            new Disks(user),
            new Hypervisor(user, Acceleration.TCG),
            types,
            capacity,
            new Verbs(),
            Duration.ofMillis(200),
            ledger.cloud(),
            clock);
    for (int number = 1; number <= 2; number++) {
      String name = "lab-" + number;
      LabRegion region =
          new LabRegion(
              plan(name, number),
              folder.resolve(name),
              common,
              other -> Optional.ofNullable(regions.get(other)));
      regions.put(name, region);
      region.takeUp();
      endpoints.put(
          name,
          new Ec2Endpoint(
              region.region(),
              Actions.of(region, capacity, types, () -> Map.of(name, "127.0.0.1:1")),
              new Accounts(
                  Map.of(
                      TestingEndpoint.KEY,
                      new Account(TestingEndpoint.ACCOUNT, TestingEndpoint.SECRET),
                      TestingEndpoint.OTHER_KEY,
                      new Account("000000000002", TestingEndpoint.SECRET)))));
    }
  }

  private static NetworkPlan plan(String name, int number) {
    int pid = (int) (ProcessHandle.current().pid() % 0x10000);
    return new NetworkPlan(
        name,
        List.of(name + "a", name + "b"),
        "ent-live-%d-%d".formatted(pid, number),
        NetworkPlan.range("172.31.0.0/16"),
        NetworkPlan.range("198.18.%d.%d/27".formatted(pid & 0xFF, 32 * number)),
        NetworkPlan.range("10.%d.%d.%d/30".formatted(100 + pid % 50, pid >> 8 & 0xFF, 4 * number)),
        List.of(),
        1,
        VmUser.DEFAULT.uid(),
        VmUser.DEFAULT.uid() + 1);
  }

  @AfterEach
  void down() {
    root().detachAppender(log);
    regions.values().forEach(LabRegion::down);
    regions.values().forEach(LabRegion::close);
    ledger.close();
  }

  @Test
  void noneEndsInAnErrorOfTheServer() throws Exception {
    TinyGuest.build(Path.of("/var/cache/entrepot/tiny-guest")).disk(disk(), 64L << 20);
    furnish();

    long seed = Long.getLong("entrepot.fuzz.seed", 20_261_122);
    SplittableRandom random = new SplittableRandom(seed);
    AnyValues values = new AnyValues(random, this::ids);
    Map<String, String> broken = new TreeMap<>();
    Map<String, Integer> answered = new TreeMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      ParameterNames.byAction()
          .forEach((action, names) -> {
            String form = form(action, values.parameters(names));
            Answer answer = ask(key(random), "lab-1", form);
            if (answer.status() >= 500
                && !code(answer).equals(Optional.of("InsufficientInstanceCapacity"))) {
              broken.putIfAbsent(action, form + "\n" + text(answer));
            }
            if (answer.status() == 200) {
              answered.merge(action, 1, Integer::sum);
            }
          });
      furnish();
    }

    assertThat(broken).as("seed %d", seed).isEmpty();
    assertThat(answered).hasSizeGreaterThan(25);
    assertThat(unexpected()).as("seed %d", seed).isEmpty();
    theCloudWorks();
    nothingIsLeft();
  }

  private static String key(SplittableRandom random) {
    return random.nextInt(5) == 0 ? TestingEndpoint.OTHER_KEY : TestingEndpoint.KEY;
  }

  private Path disk() {
    return folder.resolve("tiny.raw");
  }

  /** An image of that kind; imported where it is not there or was deregistered. */
  private String image(String region, ImportedImage.Root root) {
    LabRegion where = requireNonNull(regions.get(region));
    String name = "tiny-" + root;
    return where.region().book().all(Kind.IMAGE).stream()
        .filter(row -> name.equals(row.value().name()))
        .map(Row::id)
        .findFirst()
        .orElseGet(() ->
            where
                .images()
                .importFile(
                    disk(),
                    DiskFormat.RAW,
                    new ImportedImage(
                        TestingEndpoint.ACCOUNT, name, "", "x86_64", root, null, null, true, false))
                .id());
  }

  /** Each account has an instance that runs, and the first a volume of its own attached to it. */
  private void furnish() {
    settled();
    for (String key : List.of(TestingEndpoint.KEY, TestingEndpoint.OTHER_KEY)) {
      String account = key.equals(TestingEndpoint.KEY) ? TestingEndpoint.ACCOUNT : "000000000002";
      boolean runs =
          instances("lab-1")
              .anyMatch(row -> row.account().equals(account) && is(row, InstanceStateName.RUNNING));
      ImportedImage.Root root =
          key.equals(TestingEndpoint.KEY)
              ? ImportedImage.Root.EBS
              : ImportedImage.Root.INSTANCE_STORE;
      String image = image("lab-1", root);
      if (!runs) {
        var _ =
            ask(
                key,
                "lab-1",
                "Action=RunInstances&InstanceType=t3.micro&MinCount=1&MaxCount=1"
                    + "&Placement.AvailabilityZone=lab-1a&ImageId="
                    + image);
      }
    }
    var _ = ask(TestingEndpoint.KEY, "lab-2", "Action=CreateVolume&Size=1&AvailabilityZone=lab-2a");
    Answer made =
        ask(TestingEndpoint.KEY, "lab-1", "Action=CreateVolume&Size=1&AvailabilityZone=lab-1a");
    settled();
    Matcher volume = Pattern.compile("<volumeId>([^<]+)<").matcher(text(made));
    if (volume.find()) {
      instances("lab-1")
          .filter(row -> is(row, InstanceStateName.RUNNING))
          .forEach(row -> {
            var _ =
                ask(
                    TestingEndpoint.KEY,
                    "lab-1",
                    "Action=AttachVolume&Device=/dev/sdf&VolumeId=%s&InstanceId=%s"
                        .formatted(volume.group(1), row.id()));
          });
    }
  }

  private void settled() {
    until(() ->
        regions.keySet().stream()
            .flatMap(this::instances)
            .allMatch(row ->
                switch (row.value().state().name()) {
                  case RUNNING, STOPPED, TERMINATED -> true;
                  default -> false;
                }));
  }

  private void theCloudWorks() {
    for (String region : regions.keySet()) {
      instances(region)
          .filter(row -> !is(row, InstanceStateName.TERMINATED))
          .forEach(row -> {
            String key =
                row.account().equals(TestingEndpoint.ACCOUNT)
                    ? TestingEndpoint.KEY
                    : TestingEndpoint.OTHER_KEY;
            for (String attribute : List.of("DisableApiTermination", "DisableApiStop")) {
              var _ =
                  ask(
                      key,
                      region,
                      "Action=ModifyInstanceAttribute&InstanceId=%s&%s.Value=false"
                          .formatted(row.id(), attribute));
            }
            assertThat(
                    ask(key, region, "Action=TerminateInstances&InstanceId.1=" + row.id()).status())
                .isEqualTo(200);
          });
    }
    until(() ->
        regions.keySet().stream()
            .flatMap(this::instances)
            .allMatch(row -> is(row, InstanceStateName.TERMINATED)));
    String image = image("lab-2", ImportedImage.Root.EBS);
    Answer run =
        ask(
            TestingEndpoint.KEY,
            "lab-2",
            "Action=RunInstances&InstanceType=t3.micro&MinCount=1&MaxCount=1&ImageId=" + image);
    assertThat(run.status()).as(text(run)).isEqualTo(200);
    settled();
    assertThat(instances("lab-2")).anyMatch(row -> is(row, InstanceStateName.RUNNING));
  }

  private void nothingIsLeft() throws Exception {
    try (Stream<Path> left = Files.list(folder.resolve("lab-1/instances"))) {
      assertThat(left).isEmpty();
    }
    assertThat(requireNonNull(regions.get("lab-1")).network().taps()).isEmpty();
    try (Stream<Path> files = Files.list(folder.resolve("lab-1/volumes"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              requireNonNull(regions.get("lab-1")).region().book().all(Kind.VOLUME).stream()
                  .map(row -> row.id() + ".qcow2")
                  .toList());
    }
  }

  /** What was logged as an error: an exception that nobody thought of. */
  private List<String> unexpected() {
    return log.list.stream()
        .filter(event -> event.getLevel().isGreaterOrEqual(Level.ERROR))
        .map(event -> event.getFormattedMessage() + ": " + why(event))
        .toList();
  }

  private static String why(ILoggingEvent event) {
    return event.getThrowableProxy() == null
        ? ""
        : ch.qos.logback.classic.spi.ThrowableProxyUtil.asString(event.getThrowableProxy());
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  /** By the part of an id that says its kind. */
  private Map<String, List<String>> ids() {
    Map<String, List<String>> all = new TreeMap<>();
    for (LabRegion region : regions.values()) {
      for (Kind<?> kind :
          List.of(Kind.INSTANCE, Kind.VOLUME, Kind.SNAPSHOT, Kind.IMAGE, Kind.GROUP)) {
        region
            .region()
            .book()
            .all(kind)
            .forEach(row ->
                all.computeIfAbsent(row.id().replaceFirst("-.*", ""), _ -> new ArrayList<>())
                    .addAll(Collections.nCopies(own(region, row) ? 6 : 1, row.id())));
      }
    }
    return all;
  }

  /** What the first account may use where most is asked. */
  private static boolean own(LabRegion region, Row<?> row) {
    return region.region().name().equals("lab-1")
        && row.account().equals(TestingEndpoint.ACCOUNT)
        && !(row.value() instanceof Instance one
            && one.state().name() == InstanceStateName.TERMINATED);
  }

  private Stream<Row<Instance>> instances(String region) {
    return requireNonNull(regions.get(region)).region().book().all(Kind.INSTANCE).stream();
  }

  private static boolean is(Row<Instance> row, InstanceStateName state) {
    return row.value().state().name() == state;
  }

  private Answer ask(String key, String region, String form) {
    return requireNonNull(endpoints.get(region)).handle(SignedRequest.post(key, form));
  }

  private static String form(String action, Map<String, String> parameters) {
    StringBuilder form = new StringBuilder("Action=" + action);
    parameters.forEach((name, value) ->
        form.append('&')
            .append(name)
            .append('=')
            .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return form.toString();
  }

  private static Optional<String> code(Answer answer) {
    Matcher found = CODE.matcher(text(answer));
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  private static String text(Answer answer) {
    return new String(((Answer.Whole) answer).body(), StandardCharsets.UTF_8);
  }

  private static void until(BooleanSupplier holds) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it settles in time").isLessThan(end);
      LockSupport.parkNanos(100_000_000);
    }
  }
}
