package entrepot.collect.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import entrepot.collect.HostileIndex;
import entrepot.kit.http.UpstreamRefused;
import entrepot.kit.http.UpstreamTooLarge;
import entrepot.kit.http.UpstreamUnreachable;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A checksum file that an HTTP server does not send, or not as one, fails the run. */
class HostileChecksumsTest extends HttpFixture {
  @Test
  void aChecksumFileThatIsNotThereFailsTheRun() {
    sync();
    server.files.remove(SUMS);

    refused(UpstreamRefused.class, SUMS, "404");
  }

  @Test
  void aPageInsteadOfAChecksumFileFailsTheRun() {
    sync();
    server.put(SUMS, "<!DOCTYPE html>\n<title>Please log in</title>\n");

    refused(HostileIndex.class, SUMS, "line 1 is no checksum line");
  }

  @Test
  void aNameOutOfTheTreeFailsTheRun() {
    sync();
    server.put(SUMS, sums("a+b.img", "image a", "../../../etc/passwd", "root"));

    refused(HostileIndex.class, SUMS, "line 2", "'..'");
  }

  @Test
  void aHugeChecksumFileFailsTheRun() {
    sync();
    server.mischief.put(
        SUMS,
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] line = (sha256("x") + "  x\n").repeat(1000).getBytes(UTF_8);
          for (int i = 0; i < 1000; i++) {
            exchange.getResponseBody().write(line);
          }
        });

    refused(UpstreamTooLarge.class, SUMS, "33554432 bytes");
  }

  @Test
  void aLineWithoutEndFailsTheRun() {
    byte[] endless = new byte[1 << 20];
    Arrays.fill(endless, (byte) 'a');
    server.files.put(SUMS, endless);

    refused(HostileIndex.class, SUMS, "line 1 is longer than");
  }

  @Test
  void aChecksumFileCutShortFailsTheRun() {
    server.mischief.put(
        SUMS,
        exchange -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write(server.file(SUMS));
          exchange.getResponseBody().flush();
          exchange.close();
        });

    refused(UpstreamUnreachable.class, SUMS);
  }

  @Test
  void aFileThatIsAlsoAFolderFailsTheRun() {
    server.put(SUMS, sums("a", "x", "a/b", "y"));

    refused(entrepot.store.manifest.NameClash.class, "noble/a");
  }
}
