package entrepot.collect.wheels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What native code says of itself, held against a program of this machine. */
final class ElfFileTest {
  private static final Path PROGRAM = Path.of("/usr/bin/env");

  @Test
  void namesLibrariesAndSymbolVersions() throws IOException {
    ElfFile file = ElfFile.read("env", ByteBuffer.wrap(program()));
    assertThat(file.libraries()).contains("libc.so.6");
    assertThat(file.symbols()).anyMatch(symbol -> symbol.startsWith("GLIBC_2."));
    assertThat(file.machine()).isIn("x86_64", "aarch64");
  }

  @Test
  void brokenOnesAreRefusedAndNeverReadForEver() throws IOException {
    byte[] program = program();
    Random random = new Random(1);
    for (int i = 0; i < 3_000; i++) {
      byte[] broken = program.clone();
      for (int change = 0; change < 8; change++) {
        // Headers and dynamic section are what is followed.
        broken[16 + random.nextInt(i % 2 == 0 ? 800 : broken.length - 16)] =
            (byte) random.nextInt();
      }
      try {
        ElfFile.read("env", ByteBuffer.wrap(broken));
      } catch (WheelRefused e) {
        assertThat(e).hasMessageContaining("env is");
      }
    }
    assertThatThrownBy(() -> ElfFile.read("x", ByteBuffer.wrap(new byte[] {0x7f, 'E', 'L', 'F'})))
        .isInstanceOf(WheelRefused.class);
  }

  private static byte[] program() throws IOException {
    assumeTrue(Files.isReadable(PROGRAM) && System.getProperty("os.name").equals("Linux"));
    return Files.readAllBytes(PROGRAM);
  }
}
