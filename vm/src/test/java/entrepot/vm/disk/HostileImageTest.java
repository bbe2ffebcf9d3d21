package entrepot.vm.disk;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images made by qemu-img and by hand that would lead QEMU elsewhere or cost it much. */
class HostileImageTest {
  private final Disks disks = new Disks(VmUser.DEFAULT);

  @TempDir Path folder;

  @BeforeEach
  void open() throws IOException {
    Files.setAttribute(folder, "unix:mode", 0711);
  }

  @Test
  void anImageThatIsBasedOnAFileOfTheHostIsRefused() throws IOException {
    Path secret = Files.write(folder.resolve("secret"), new byte[4096]);
    refused(made("-b", secret.toString(), "-F", "raw"), DiskFormat.QCOW2, "based on another file");
  }

  @Test
  void anImageWhoseDataAreAFileOfTheHostIsRefused() {
    refused(
        made("-o", "data_file=" + folder.resolve("data") + ",data_file_raw=on"),
        DiskFormat.QCOW2,
        "in another file");
  }

  @Test
  void anEncryptedImageIsRefused() throws IOException {
    refused(with(made(), head -> head.putInt(32, 1)), DiskFormat.QCOW2, "encrypted");
    refused(with(made(), head -> head.putInt(32, 2)), DiskFormat.QCOW2, "encrypted");
  }

  @Test
  void anImageThatHoldsSnapshotsIsRefused() {
    Path image = made();
    Ran.command("qemu-img", "snapshot", "-c", "one", image.toString());
    refused(image, DiskFormat.QCOW2, "snapshots");
  }

  @Test
  void anAbsurdSizeIsRefused() throws IOException {
    refused(with(made(), head -> head.putLong(24, 1L << 60)), DiskFormat.QCOW2, "at most");
    refused(with(made(), head -> head.putLong(24, -1)), DiskFormat.QCOW2, "at most");
    refused(with(made(), head -> head.putLong(24, 0)), DiskFormat.QCOW2, "at most");
  }

  @Test
  void absurdTablesAreRefused() throws IOException {
    refused(with(made(), head -> head.putInt(36, -1)), DiskFormat.QCOW2, "table");
    refused(with(made(), head -> head.putInt(20, 62)), DiskFormat.QCOW2, "clusters");
    refused(with(made(), head -> head.putInt(56, -1)), DiskFormat.QCOW2, "");
    refused(with(made(), head -> head.putLong(40, 1L << 50)), DiskFormat.QCOW2, "");
    refused(with(made(), head -> head.putLong(48, 1L << 62)), DiskFormat.QCOW2, "");
    refused(with(made(), head -> head.putInt(100, -1)), DiskFormat.QCOW2, "");
  }

  @Test
  void anUnknownFeatureOrVersionIsRefused() throws IOException {
    refused(with(made(), head -> head.putLong(72, 1L << 40)), DiskFormat.QCOW2, "unknown");
    refused(with(made(), head -> head.putInt(4, 4)), DiskFormat.QCOW2, "version 4");
    refused(with(made(), head -> head.putLong(72, 2)), DiskFormat.QCOW2, "more in it");
  }

  @Test
  void aDamagedImageIsRefused() throws IOException {
    Path image = made();
    Ran.command("qemu-io", "-f", "qcow2", "-c", "write 0 1M", image.toString());
    // The first table now names the header's own cluster as a table.
    long table = header(image).getLong(40);
    try (FileChannel out = FileChannel.open(image, StandardOpenOption.WRITE)) {
      out.write(ByteBuffer.allocate(8).putLong(0, 1L << 63), table);
    }
    refused(image, DiskFormat.QCOW2, "");
  }

  @Test
  void aFileThatIsNotWhatWasStatedIsRefused() throws IOException {
    refused(made(), DiskFormat.RAW, "another format");
    refused(file(new byte[1 << 20]), DiskFormat.QCOW2, "does not begin");
    refused(file(new byte[0]), DiskFormat.RAW, "sectors");
    refused(file(new byte[1000]), DiskFormat.RAW, "sectors");
    refused(file(new byte[10]), DiskFormat.QCOW2, "no qcow2");
    refused(folder, DiskFormat.RAW, "regular");
    refused(Path.of("/dev/zero"), DiskFormat.RAW, "regular");
  }

  @ParameterizedTest
  @ValueSource(strings = {"vmdk", "vpc", "vhdx", "vdi", "qed"})
  void otherFormatsAreNotTakenAsRaw(String format) {
    Path image = folder.resolve("image");
    Ran.command("qemu-img", "create", "-q", "-f", format, image.toString(), "4M");
    image.toFile().setReadable(true, false);
    refused(image, DiskFormat.RAW, "");
  }

  @Test
  void headersOfAnyBytesAreRefusedOrReadButNothingElse() throws IOException {
    byte[] good = Files.readAllBytes(made());
    Random random = new Random(6);
    for (int round = 0; round < 40; round++) {
      byte[] bad = Arrays.copyOf(good, good.length);
      for (int i = 0; i < 3; i++) {
        bad[4 + random.nextInt(300)] = (byte) random.nextInt(256);
      }
      Path image = file(bad);
      try {
        disks.inspect(image, DiskFormat.QCOW2);
      } catch (RefusedDisk e) {
        // As it should be.
      }
      Files.delete(image);
    }
  }

  private void refused(Path image, DiskFormat stated, String why) {
    assertThatThrownBy(() -> disks.inspect(image, stated))
        .isInstanceOf(RefusedDisk.class)
        .hasMessageContaining(why);
  }

  private Path made(String... options) {
    Path image = folder.resolve("made" + System.nanoTime());
    String[] command =
        Arrays.copyOf(new String[] {"qemu-img", "create", "-q", "-f", "qcow2"}, 7 + options.length);
    System.arraycopy(options, 0, command, 5, options.length);
    command[5 + options.length] = image.toString();
    command[6 + options.length] = "8M";
    Ran.command(command);
    image.toFile().setReadable(true, false);
    return image;
  }

  private Path file(byte[] content) throws IOException {
    return Files.write(folder.resolve("file" + System.nanoTime()), content);
  }

  private static ByteBuffer header(Path image) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(image));
  }

  private static Path with(Path image, Consumer<ByteBuffer> change) throws IOException {
    byte[] all = Files.readAllBytes(image);
    change.accept(ByteBuffer.wrap(all));
    Files.write(image, all);
    return image;
  }
}
