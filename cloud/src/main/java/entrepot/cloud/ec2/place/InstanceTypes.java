package entrepot.cloud.ec2.place;

import entrepot.cloud.ec2.Ec2Failure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The instance types of the lab cloud: the names, cpus, memory and disks that AWS gives them. */
public final class InstanceTypes {
  /** Of a request that names none. */
  public static final String DEFAULT = "m1.small";

  /** Name, cpus, memory in MiB, ephemeral disks in GiB. */
  private static final String FORMER =
      """
      t1.micro 1 627
      m1.small 1 1740 160
      m1.medium 1 3840 410
      m1.large 2 7680 420 420
      m1.xlarge 4 15360 420 420 420 420
      c1.medium 2 1740 350
      c1.xlarge 8 7168 420 420 420 420
      m2.xlarge 2 17510 420
      m2.2xlarge 4 35020 850
      m2.4xlarge 8 70041 840 840
      m3.medium 1 3840 4
      m3.large 2 7680 32
      m3.xlarge 4 15360 40 40
      m3.2xlarge 8 30720 80 80
      c3.large 2 3840 16 16
      c3.xlarge 4 7680 40 40
      c3.2xlarge 8 15360 80 80
      r3.large 2 15616 32
      r3.xlarge 4 31232 80
      """;

  private static final String CURRENT =
      """
      t2.nano 1 512
      t2.micro 1 1024
      t2.small 1 2048
      t2.medium 2 4096
      t2.large 2 8192
      t2.xlarge 4 16384
      t2.2xlarge 8 32768
      t3.nano 2 512
      t3.micro 2 1024
      t3.small 2 2048
      t3.medium 2 4096
      t3.large 2 8192
      t3.xlarge 4 16384
      t3.2xlarge 8 32768
      m5.large 2 8192
      m5.xlarge 4 16384
      c5.large 2 4096
      c5.xlarge 4 8192
      r5.large 2 16384
      r5.xlarge 4 32768
      """;

  private final Map<String, InstanceType> types = new LinkedHashMap<>();

  private InstanceTypes(Map<String, InstanceType> types) {
    this.types.putAll(types);
  }

  private InstanceTypes(Scale scale) {
    FORMER
        .lines()
        .map(line -> read(line, false, scale))
        .forEach(type -> types.put(type.name(), type));
    CURRENT
        .lines()
        .map(line -> read(line, true, scale))
        .forEach(type -> types.put(type.name(), type));
  }

  /** The table, its guests that much smaller. */
  public static InstanceTypes table(Scale scale) {
    return new InstanceTypes(scale);
  }

  /** The same, but what guests of one type get; throws {@link Ec2Failure} where there is none. */
  public InstanceTypes with(String name, int cpus, int memoryMiB) {
    InstanceType type = asked(name);
    InstanceTypes other = new InstanceTypes(types);
    other.types.put(
        name,
        new InstanceType(
            name,
            type.cpus(),
            type.memoryMiB(),
            type.ephemeralGiB(),
            type.current(),
            new InstanceType.Guest(cpus, memoryMiB, type.guest().ephemeralBytes())));
    return other;
  }

  /** All, the smaller ones of a family first. */
  public List<InstanceType> all() {
    return List.copyOf(types.values());
  }

  /** The one of that name. */
  public Optional<InstanceType> find(String name) {
    return Optional.ofNullable(types.get(name));
  }

  /** The one that a request asks for, a default if none; throws {@link Ec2Failure}. */
  public InstanceType asked(@Nullable String name) {
    String wanted = name == null ? DEFAULT : name;
    return find(wanted)
        .orElseThrow(() ->
            Ec2Failure.of(
                "InvalidParameterValue", "Invalid value '" + wanted + "' for InstanceType."));
  }

  private static InstanceType read(String line, boolean current, Scale scale) {
    String[] words = line.split(" ");
    int cpus = Integer.parseInt(words[1]);
    int memory = Integer.parseInt(words[2]);
    List<Integer> disks = Stream.of(words).skip(3).map(Integer::valueOf).toList();
    return new InstanceType(
        words[0],
        cpus,
        memory,
        disks,
        current,
        new InstanceType.Guest(
            scale.cpus(cpus),
            scale.memoryMiB(memory),
            disks.stream().map(scale::diskBytes).toList()));
  }
}
