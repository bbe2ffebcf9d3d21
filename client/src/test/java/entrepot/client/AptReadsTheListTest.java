package entrepot.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real apt with the sources that enable left and the mirror list that update wrote. */
class AptReadsTheListTest {
  private static final String PACKAGES =
      """
      Package: from-the-region
      Version: 1
      Architecture: all
      Maintainer: nobody
      Filename: x.deb
      Size: 1
      SHA256: 0000000000000000000000000000000000000000000000000000000000000000
      Description: a fixture

      """;

  @TempDir Path folder;
  private HttpServer region;

  @BeforeEach
  void serve() throws IOException {
    assumeTrue(Ran.available("apt-get"), "no apt here");
    region = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    String release =
        "Suite: noble\nCodename: noble\nComponents: main\nArchitectures: amd64 arm64\n"
            + "Date: Thu, 01 Jan 2026 00:00:00 UTC\nSHA256:\n"
            + listed("main/binary-amd64/Packages")
            + listed("main/binary-arm64/Packages");
    Map<String, String> files =
        Map.of(
            "/ubuntu/dists/noble/Release", release,
            "/ubuntu/dists/noble/main/binary-amd64/Packages", PACKAGES,
            "/ubuntu/dists/noble/main/binary-arm64/Packages", PACKAGES);
    region.createContext(
        "/",
        exchange -> {
          byte[] body =
              files
                  .getOrDefault(exchange.getRequestURI().getPath(), "")
                  .getBytes(StandardCharsets.US_ASCII);
          exchange.sendResponseHeaders(
              body.length > 0 ? 200 : 404, body.length > 0 ? body.length : -1);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    region.start();
  }

  @AfterEach
  void stop() {
    if (region != null) {
      region.stop(0);
    }
  }

  @Test
  void updatesFromTheFirstMirrorThatAnswers() throws IOException {
    Instance instance =
        new Instance(folder, Kit.DASH_WITH_CURL)
            .write(
                "/etc/apt/sources.list",
                "deb [trusted=yes] http://archive.ubuntu.com/ubuntu noble main\n")
            // The first mirror has nothing. (One that refuses makes apt give up on unsigned
            // fixtures.)
            .write(
                "/etc/entrepot/templates/apt.list",
                "# a comment\n%1$s/elsewhere/@TREE@/\tpriority:1\n%1$s/@TREE@/\tpriority:2\n"
                    .formatted("http://127.0.0.1:" + region.getAddress().getPort()));
    instance.run("enable").must();
    // apt has no other root here than that of the machine.
    String sources =
        instance
            .read("/etc/apt/sources.list")
            .replace("+file:/", "+file:" + instance.path("/") + "/");
    instance.write("/etc/apt/sources.list", sources);
    for (String path :
        new String[] {
          "var/lib/apt/lists/partial",
          "var/cache/apt/archives/partial",
          "var/lib/dpkg",
          "etc/apt/apt.conf.d",
          "etc/apt/preferences.d"
        }) {
      Files.createDirectories(instance.path("/").resolve(path));
    }
    instance.write("/var/lib/dpkg/status", "");
    instance.write(
        "/apt.conf",
        """
        Dir "%s";
        Dir::State::status "%1$s/var/lib/dpkg/status";
        APT::Sandbox::User "root";
        Acquire::Languages "none";
        Acquire::Retries "0";
        """
            .formatted(instance.path("/")));

    Map<String, String> environment =
        Map.of(
            "PATH",
            "/usr/bin:/bin",
            "LC_ALL",
            "C",
            "APT_CONFIG",
            instance.path("/apt.conf").toString());
    Ran update = Ran.command(environment, java.util.List.of("/usr/bin/apt-get", "update")).must();

    System.err.println(
        "UPD "
            + update.output()
            + Ran.command("find", instance.path("/var/lib/apt").toString(), "-type", "f").output());
    assertThat(update.output()).contains("entrepot-ubuntu.list Mirrorlist");
    assertThat(
            Ran.command(environment, java.util.List.of("/usr/bin/apt-cache", "pkgnames"))
                .must()
                .output())
        .isEqualTo("from-the-region\n");
  }

  private static String listed(String path) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(PACKAGES.getBytes(StandardCharsets.US_ASCII));
      return " " + HexFormat.of().formatHex(digest) + " " + PACKAGES.length() + " " + path + "\n";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
