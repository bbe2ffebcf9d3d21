package entrepot.cloud;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import entrepot.cloud.compute.Capacity;
import entrepot.cloud.ec2.place.InstanceTypes;
import entrepot.cloud.ec2.place.Scale;
import entrepot.cloud.network.NetworkPlan;
import entrepot.cloud.network.Verbs;
import entrepot.cloud.wire.Account;
import entrepot.cloud.wire.Accounts;
import entrepot.cloud.wire.Ec2Endpoint;
import entrepot.cloud.wire.ParameterNames;
import entrepot.cloud.wire.SignedRequest;
import entrepot.cloud.wire.TestingEndpoint;
import entrepot.kit.listen.Answer;
import entrepot.ledger.Ledger;
import entrepot.ledger.LedgerConfig;
import entrepot.vm.disk.Disks;
import entrepot.vm.disk.VmUser;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every action of a real region, with parameters of its own and values that it may not expect: none
 * ends in an error of the server. The region has no memory for instances, so that none boots.
 */
class AnyParametersTest {
  private static final int TRIES = 60;
  private static final List<String> VALUES =
      List.of(
          "",
          "x",
          "0",
          "1",
          "-1",
          "3",
          "2147483647",
          "true",
          "false",
          "lab-1",
          "lab-1a",
          "lab-2",
          "default",
          "m1.small",
          "t2.micro",
          "all",
          "tcp",
          "icmp",
          "22",
          "65536",
          "0.0.0.0/0",
          "10.0.0.0/33",
          "::/0",
          "/dev/sda1",
          "/dev/sdf",
          "ephemeral0",
          "self",
          "amazon",
          "gp2",
          "io1",
          "i386",
          "x86_64",
          "hvm",
          "name",
          "state",
          "tag:a",
          "tag-key",
          "volume",
          "instance",
          "image",
          "launchPermission",
          "createVolumePermission",
          "userData",
          "instanceType",
          "add",
          "remove",
          "bnVsbA==",
          "AAAA",
          "2030-01-01T00:00:00Z",
          "000000000002",
          "i-0123456789abcdef0",
          "ami-0123456789abcdef0",
          "vol-",
          "sg-1",
          "\u00fc\ud83d\ude00",
          "a".repeat(300),
          "LTE=",
          "dGFn");

  @TempDir Path folder;
  private Ledger ledger;
  private LabRegion region;
  private Ec2Endpoint endpoint;
  private final List<String> values = new ArrayList<>(VALUES);

  @BeforeEach
  void raise() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    InstantSource clock = InstantSource.system();
    ledger = Ledger.open(new LedgerConfig.Sqlite(folder.resolve("ledger.db"), "test"), clock);
    VmUser user = new VmUser(64_100, 64_100);
    InstanceTypes types = InstanceTypes.table(Scale.DEFAULT);
    Capacity capacity = new Capacity(0, 20, types);
    region =
        new LabRegion(
            plan(),
            folder.resolve("lab-1"),
            new LabRegion.Common(
                new Disks(user),
                new Hypervisor(user, Acceleration.TCG),
                types,
                capacity,
                new Verbs(),
                Duration.ofSeconds(1),
                ledger.cloud(),
                clock),
            _ -> Optional.empty());
    region.takeUp();
    endpoint =
        new Ec2Endpoint(
            region.region(),
            Actions.of(region, capacity, types, () -> Map.of("lab-1", "127.0.0.1:1")),
            new Accounts(
                Map.of(
                    TestingEndpoint.KEY,
                    new Account(TestingEndpoint.ACCOUNT, TestingEndpoint.SECRET))));
  }

  @AfterEach
  void down() {
    region.down();
    region.close();
    ledger.close();
  }

  @Test
  void noneEndsInAnErrorOfTheServer() {
    String volume = made("Action=CreateVolume&AvailabilityZone=lab-1a&Size=1", "volumeId");
    String snapshot = made("Action=CreateSnapshot&VolumeId=" + volume, "snapshotId");
    made("Action=CreateKeyPair&KeyType=ed25519&KeyName=x", "keyPairId");
    made("Action=CreateSecurityGroup&GroupName=x&GroupDescription=x", "groupId");
    made(
        "Action=RegisterImage&Name=root&RootDeviceName=/dev/sda1&BlockDeviceMapping.1.DeviceName="
            + "/dev/sda1&BlockDeviceMapping.1.Ebs.SnapshotId="
            + snapshot,
        "imageId");

    Map<String, String> broken = new TreeMap<>();
    Map<Integer, Integer> statuses = new TreeMap<>();
    SplittableRandom random = new SplittableRandom(6);
    ParameterNames.byAction()
        .forEach((action, names) -> {
          for (int i = 0; i < TRIES; i++) {
            String form = form(action, names, random);
            int status = endpoint.handle(SignedRequest.post(form)).status();
            statuses.merge(status, 1, Integer::sum);
            if (status >= 500) {
              broken.putIfAbsent(action, form);
            }
          }
        });

    assertThat(broken).isEmpty();
    assertThat(requireNonNull(statuses.get(200))).as("%s", statuses).isGreaterThan(TRIES);
  }

  private String form(String action, List<String> names, SplittableRandom random) {
    Map<String, String> parameters = new TreeMap<>();
    int count = names.isEmpty() ? 0 : random.nextInt(5);
    for (int i = 0; i < count; i++) {
      String value = values.get(random.nextInt(values.size()));
      parameters.put(names.get(random.nextInt(names.size())), value);
    }
    StringBuilder form = new StringBuilder("Action=" + action);
    parameters.forEach((name, value) ->
        form.append('&')
            .append(name)
            .append('=')
            .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return form.toString();
  }

  /** Makes something, whose id is then among the values. */
  private String made(String form, String id) {
    Answer answer = endpoint.handle(SignedRequest.post(form));
    String xml = new String(((Answer.Whole) answer).body(), StandardCharsets.UTF_8);
    Matcher found = Pattern.compile("<" + id + ">([^<]+)<").matcher(xml);
    assertThat(found.find()).as(xml).isTrue();
    values.addAll(List.of(found.group(1), found.group(1), found.group(1)));
    return found.group(1);
  }

  private static NetworkPlan plan() {
    int pid = (int) (ProcessHandle.current().pid() % 0x10000);
    return new NetworkPlan(
        "lab-1",
        List.of("lab-1a", "lab-1b"),
        "ent-any-" + pid,
        NetworkPlan.range("172.31.0.0/16"),
        NetworkPlan.range("198.18.%d.16/28".formatted(pid & 0xFF)),
        NetworkPlan.range("10.%d.%d.252/30".formatted(150 + pid % 50, pid >> 8 & 0xFF)),
        List.of(),
        1,
        64_100,
        64_101);
  }
}
