package entrepot.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.app.command.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is printed of a region is what the programs it is for accept. */
class RegionShowTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path config = Path.of("");

  @BeforeEach
  void configuration() throws IOException {
    config = folder.resolve("entrepot.yaml");
    Files.writeString(
        config,
        """
        state: state
        trees:
          pypi:
            kind: pypi
            source: https://pypi.example.org/simple/
            projects: {all: true}
            regions: [east, open]
        regions:
          east:
            provider: aws
            listen: 127.0.0.1:18081
            networks: [10.0.0.0/8, "2001:db8::/32", 192.0.2.7/32]
          open: {listen: "192.0.2.1:8081"}
          secure:
            listen: 127.0.0.1:18443
            url: https://mirror.secure.example.org:8443
            tls: {certificate: server.crt, key: server.key}
          both:
            listen: 127.0.0.1:18082
            url: https://mirror.both.example.org
            tls: {certificate: server.crt, key: server.key, listen: "127.0.0.1:18444"}
          away: {bucket: {name: away-bucket}}
          any: {listen: "127.0.0.1:0"}
        mirror-hosts:
          domain: example.org
          aliases:
            pypi.{region}.{domain}: {to: /pypi/, until: 2020-01-01}
            old.example.net: {to: /, regions: [east]}
        """);
  }

  private int run(String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "-c";
    all[arguments.length + 1] = config.toString();
    return EntrepotCommand.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all);
  }

  @Test
  void showTellsTheNamesAndWhatIsThere() {
    assertThat(run("region", "show", "east", "--address", "198.51.100.5")).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "region east (aws), served by 127.0.0.1:18081",
            "clients read from:",
            "  http://mirror.east.aws.example.org/pypi/",
            "  http://pypi.east.example.org/ is /pypi/, ended 2020-01-01",
            "  http://old.example.net/ is /, for good",
            "DNS:",
            "  mirror.east.aws.example.org. 300 IN A 198.51.100.5",
            "  pypi.east.example.org. 300 IN CNAME mirror.east.aws.example.org.",
            "  old.example.net. 300 IN CNAME mirror.east.aws.example.org.");
  }

  @Test
  void asJsonItIsOneDocument() {
    assertThat(run("region", "show", "east", "--json")).isZero();
    JsonNode names = JsonMapper.shared().readTree(out.toString());
    assertThat(names.at("/mirror").asString()).isEqualTo("mirror.east.aws.example.org");
    assertThat(names.at("/aliases/0/until").asString()).isEqualTo("2020-01-01");
    assertThat(names.at("/aliases/0/ended").asBoolean()).isTrue();
    assertThat(names.at("/trees/0").asString()).isEqualTo("pypi");
  }

  @Test
  void recordsHaveTheEdgesOwnAddressWhereThatIsOneForClients() {
    assertThat(run("region", "show", "open", "--format", "dns")).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "mirror.open.local.example.org. 300 IN A 192.0.2.1",
            "pypi.open.example.org. 300 IN CNAME mirror.open.local.example.org.");
  }

  @Test
  void recordsOfBothKindsOfAddresses() {
    assertThat(
            run(
                "region",
                "show",
                "east",
                "--format=dns",
                "--address=192.0.2.1",
                "--address=2001:db8::1"))
        .isZero();
    assertThat(out.toString().lines())
        .startsWith(
            "mirror.east.aws.example.org. 300 IN A 192.0.2.1",
            "mirror.east.aws.example.org. 300 IN AAAA 2001:db8:0:0:0:0:0:1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "east | dns | its edge listens for this machine alone | --address",
        "away | dns | it is a bucket | --address",
        "away | nginx | is a bucket, which its clients read at"
            + " https://away-bucket.s3.away.amazonaws.com | percent-encoded",
        "any | nginx | takes another port at each start | regions.any.listen",
        "secure | varnish | speaks TLS alone | regions.secure.tls",
      })
  void whatCannotBePrintedIsSaid(String region, String format, String found, String next) {
    assertThat(run("region", "show", region, "--format", format)).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(err.toString()).contains(found, next);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void anUnknownRegionIsNotFound() {
    assertThat(run("region", "show", "eest")).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(run("region")).isEqualTo(ExitCode.USAGE);
    assertThat(run("region", "show", "east", "--address", "example.org")).isEqualTo(ExitCode.USAGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"east", "open", "secure", "both"})
  @EnabledIf("nginx")
  void nginxAcceptsItAsItIs(String region) throws Exception {
    certificate();
    assertThat(run("region", "show", region, "--format", "nginx")).isZero();
    Path site = Files.writeString(folder.resolve("site.conf"), out.toString());
    Path whole =
        Files.writeString(
            folder.resolve("nginx.conf"),
            """
            pid %1$s/nginx.pid;
            error_log stderr;
            events {}
            http { access_log off; include %1$s/site.conf; }
            """
                .formatted(folder));
    // Another port than 80, which other tests or servers of this machine may have.
    Files.writeString(
        site, out.toString().replaceAll("listen (\\[::]:)?(80|443|8443)", "listen $1" + 18_480));
    String said = ran("/usr/sbin/nginx", "-t", "-c", whole.toString(), "-p", folder.toString());
    assertThat(said).contains("test is successful").doesNotContain("[warn]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"east", "open", "both"})
  @EnabledIf("varnish")
  void varnishAcceptsItAsItIs(String region) throws Exception {
    certificate();
    assertThat(run("region", "show", region, "--format", "varnish")).isZero();
    Path vcl = Files.writeString(folder.resolve("front.vcl"), out.toString());
    String said =
        ran(
            "/usr/sbin/varnishd",
            "-j",
            "none",
            "-C",
            "-f",
            vcl.toString(),
            "-n",
            folder.resolve("v").toString());
    assertThat(said).contains("vcl_backend_response");
    assertThat(out.toString()).doesNotContain("@");
  }

  @Test
  void networksAndNamesAreInBothFronts() {
    assertThat(run("region", "show", "east", "--format", "nginx")).isZero();
    assertThat(out.toString())
        .contains("allow 10.0.0.0/8;", "allow 2001:db8::/32;", "allow 192.0.2.7/32;", "deny all;")
        .contains("server_name mirror.east.aws.example.org\n        pypi.east.example.org")
        .contains("add '127.0.0.1' (the address that it asks from) to regions.east.networks");
    out.getBuffer().setLength(0);
    assertThat(run("region", "show", "east", "--format", "varnish")).isZero();
    assertThat(out.toString())
        .contains("\"10.0.0.0\"/8;", "\"2001:db8::\"/32;", "return (synth(403")
        .contains("req.http.Host != \"old.example.net\"", ".port = \"18081\";")
        .contains("\"\\.?(:[0-9]*)?$\"");
    out.getBuffer().setLength(0);
    assertThat(run("region", "show", "open", "--format", "nginx")).isZero();
    assertThat(out.toString()).doesNotContain("deny", "networks");
  }

  static boolean nginx() {
    return there("nginx");
  }

  static boolean varnish() {
    return there("varnishd");
  }

  private static boolean there(String program) {
    return Files.isExecutable(Path.of("/usr/sbin", program));
  }

  private void certificate() throws Exception {
    ran(
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-subj",
        "/CN=mirror.example.org",
        "-days",
        "2",
        "-keyout",
        folder.resolve("server.key").toString(),
        "-out",
        folder.resolve("server.crt").toString());
  }

  private static String ran(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
