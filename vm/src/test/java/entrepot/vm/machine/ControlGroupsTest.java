package entrepot.vm.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlGroupsTest {
  @TempDir Path temporary;

  @Test
  void aMachineIsLimitedFoundAgainAndLeavesNoGroup() throws IOException {
    Path folder = Files.createDirectories(temporary.resolve("i-1"));
    List<Path> groups;
    try (Machine machine = Guest.HYPERVISOR.start(Guest.spec(folder, List.of(), "true"))) {
      groups = ControlGroups.of(machine.id(), folder, machine.pid()).folders();
      assertThat(groups).hasSize(CgroupMounts.here().own("memory").isPresent() ? 3 : 1);
      for (Path group : groups) {
        assertThat(Files.readAllLines(group.resolve("cgroup.procs")))
            .containsExactly(Long.toString(machine.pid()));
      }
      assertThat(value(groups, "memory.limit_in_bytes", "memory.max"))
          .isEqualTo(Long.toString((96L + 512) << 20));
      assertThat(value(groups, "pids.max", "pids.max")).isEqualTo("256");
    }
    try (Machine adopted = Guest.HYPERVISOR.adopt("i-0123456789abcdef0", folder).orElseThrow()) {
      assertThat(groups).allMatch(Files::isDirectory);
      adopted.kill();
      assertThat(groups).noneMatch(Files::exists);
    }
  }

  @Test
  void whatAMachineLeftThatDiedAloneIsRemovedByTheNextLook() throws IOException {
    Path folder = Files.createDirectories(temporary.resolve("i-1"));
    MachineSpec spec = Guest.spec(folder, List.of(), "true");
    MachineGroup left = ControlGroups.here().make(spec);
    assertThat(left.folders()).isNotEmpty().allMatch(Files::isDirectory);

    assertThat(Guest.HYPERVISOR.adopt(spec.id(), folder)).isEmpty();

    assertThat(left.folders()).noneMatch(Files::exists);
  }

  /** As the kernel documents version 2; a folder without its behaviour stands in for it. */
  @Test
  void versionTwoHasOneGroupWithAllLimits() throws IOException {
    Path above = temporary.resolve("lab.slice");
    Files.createDirectories(above.resolve("server"));
    Files.writeString(above.resolve("cgroup.controllers"), "cpuset cpu memory pids\n");
    Files.writeString(above.resolve("cgroup.subtree_control"), "cpu memory pids\n");
    CgroupMounts mounts =
        new CgroupMounts(
            List.of("1 0 0:1 / " + temporary + " rw - cgroup2 none rw"),
            List.of("0::/lab.slice/server"));
    MachineSpec spec = Guest.spec(temporary.resolve("i-1"), List.of(), "true");

    MachineGroup made = ControlGroups.of(mounts).make(spec);

    assertThat(made.folders())
        .singleElement()
        .satisfies(group -> {
          assertThat(group.getParent()).isEqualTo(above);
          assertThat(group.resolve("memory.max")).content().isEqualTo("637534208");
          assertThat(group.resolve("pids.max")).content().isEqualTo("256");
        });
  }

  @Test
  void aMachineWithoutHierarchiesHasNoGroup() {
    MachineSpec spec = Guest.spec(temporary.resolve("i-1"), List.of(), "true");
    CgroupMounts none = new CgroupMounts(List.of(), List.of("4:memory:/a", "0::/"));
    assertThat(ControlGroups.of(none).make(spec)).isEqualTo(MachineGroup.NONE);
  }

  @Test
  void aContainersMountBeginsAtItsOwnGroup() throws IOException {
    Path inside = Files.createDirectories(temporary.resolve("b"));
    CgroupMounts mounts =
        new CgroupMounts(
            List.of("1 0 0:1 /a " + temporary + " rw - cgroup none rw,pids"),
            List.of("8:pids:/a/b"));
    assertThat(mounts.own("pids")).isEqualTo(Optional.of(inside));
    assertThat(mounts.own("memory")).isEmpty();
  }

  private static String value(List<Path> groups, String one, String other) throws IOException {
    for (Path group : groups) {
      for (String file : List.of(one, other)) {
        if (Files.exists(group.resolve(file))) {
          return Files.readString(group.resolve(file)).strip();
        }
      }
    }
    return "none of " + groups;
  }
}
