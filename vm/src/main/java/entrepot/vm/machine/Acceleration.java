package entrepot.vm.machine;

import entrepot.vm.disk.VmUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What runs the guests' instructions. */
public enum Acceleration {
  /** The processor. */
  KVM,
  /** QEMU's translator: works everywhere, about ten times slower. */
  TCG;

  private static final Path DEVICE = Path.of("/dev/kvm");

  /**
   * KVM if something booted by it within this time, else TCG. That the device is there says little:
   * on some machines it opens and then hangs.
   */
  public static Acceleration probe(Duration patience) {
    return probe(VmUser.DEFAULT, patience);
  }

  /** The same for another user: the device must be open to it. */
  public static Acceleration probe(VmUser user, Duration patience) {
    return Files.exists(DEVICE) && BootSector.boots(KVM, user, patience) ? KVM : TCG;
  }

  List<String> words() {
    return switch (this) {
      case KVM -> List.of("-accel", "kvm", "-cpu", "host");
      case TCG -> List.of("-accel", "tcg,thread=multi,tb-size=128", "-cpu", "max");
    };
  }

  /** The group that the device is open to, which is the only one that a QEMU may need. */
  Optional<Integer> group() {
    if (this == TCG || !Files.exists(DEVICE)) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable((Integer) Files.getAttribute(DEVICE, "unix:gid"))
          .filter(group -> group != 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
