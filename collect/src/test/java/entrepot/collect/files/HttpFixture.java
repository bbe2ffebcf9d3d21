package entrepot.collect.files;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.collect.LoopbackServer;
import entrepot.collect.Policy;
import entrepot.collect.apt.TestingKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An HTTP server with a checksum file that names two images. */
abstract class HttpFixture extends FilesFixture {
  static final String SUMS = "noble/SHA256SUMS";

  final LoopbackServer server = new LoopbackServer("/pub/");
  Policy policy = Policy.ON_DEMAND;
  List<String> checksums = List.of(SUMS);
  Optional<Path> keyring = Optional.empty();

  @Override
  FilesSource source() {
    return new FilesSource(new FilesOrigin.Http(server.base()), checksums, keyring, policy);
  }

  @BeforeEach
  void someImages() {
    server.lastModified = Optional.of("Sun, 01 Nov 2026 00:00:00 GMT");
    server.put("noble/a+b.img", "image a");
    server.put("noble/sub/b.img", "image b");
    server.put(SUMS, sums("a+b.img", "image a", "sub/b.img", "image b"));
  }

  @AfterEach
  void stop() {
    server.close();
    assertThat(store.leases().live()).isEmpty();
  }

  /** Names and contents, by turns. */
  static String sums(String... files) {
    StringBuilder sums = new StringBuilder();
    for (int i = 0; i < files.length; i += 2) {
      sums.append("%s *%s\n".formatted(sha256(files[i + 1]), files[i]));
    }
    return sums.toString();
  }

  void signed(TestingKey key) {
    server.files.put(SUMS + ".gpg", key.detached(server.file(SUMS)));
  }

  void trusting() {
    keyring = Optional.of(KEY.keyring(temporary));
  }
}
