package entrepot.vm.guest;

import entrepot.vm.process.Tool;
import java.nio.file.Path;
import java.util.List;

/** What guests run on, and which of Debian's packages they are made of. */
enum GuestArchitecture {
  /** 64 bits, with the machine's own busybox. */
  AMD64("linux-image-cloud-amd64") {
    @Override
    List<String> more() {
      return List.of();
    }

    @Override
    Path busybox(Path unpacked) {
      return Path.of("/bin/busybox");
    }

    @Override
    Apt apt(Tool tool) {
      return Apt.own(tool);
    }
  },

  /** 32 bits, with a busybox of its own: the machine's is for 64. */
  I386("linux-image-686") {
    @Override
    List<String> more() {
      return List.of("busybox-static");
    }

    @Override
    Path busybox(Path unpacked) {
      return unpacked.resolve("bin/busybox");
    }

    @Override
    Apt apt(Tool tool) {
      return Apt.of("i386", tool);
    }
  };

  private final String kernel;

  GuestArchitecture(String kernel) {
    this.kernel = kernel;
  }

  /** The package that depends on the newest kernel. */
  String kernel() {
    return kernel;
  }

  /** What is needed beside it. */
  abstract List<String> more();

  /** Where its busybox is, given where the packages were unpacked. */
  abstract Path busybox(Path unpacked);

  /** Who knows its packages. */
  abstract Apt apt(Tool tool);
}
