package entrepot.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.app.command.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code entrepot region policy} as it is typed; against a provider that has no policies. */
class RegionPolicyCommandTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String endpoint, String... arguments) throws IOException {
    Files.writeString(folder.resolve("id"), "test\n");
    Files.writeString(folder.resolve("secret"), "secret-of-a-test\n");
    Path config =
        Files.writeString(
            folder.resolve("entrepot.yaml"),
            """
            state: state
            regions:
              east:
                bucket:
                  name: mirror-east
                  %s
                  credentials: {access-key-file: id, secret-key-file: secret}
                networks: [198.51.100.0/25, 198.51.100.128/25]
              edge: {listen: "127.0.0.1:0"}
            """
                .formatted(endpoint));
    String[] all = Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "-c";
    all[arguments.length + 1] = config.toString();
    return EntrepotCommand.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all);
  }

  @Test
  void printNeedsNoKeyAndIsWhatAwsTakes() throws IOException {
    assertThat(run("", "region", "policy", "print", "east", "--document", "readers")).isZero();
    JsonNode policy = JsonMapper.shared().readTree(out.toString());
    assertThat(policy.at("/Statement/0/Condition/IpAddress/aws:SourceIp/0").asString())
        .isEqualTo("198.51.100.0/24");
    out.getBuffer().setLength(0);
    assertThat(run("", "region", "policy", "print", "east", "--document", "block")).isZero();
    assertThat(JsonMapper.shared().readTree(out.toString()).propertyNames())
        .containsExactly(
            "BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets");
  }

  @Test
  void printForAPersonHasAllOfThemAndForAProgramOneDocument() throws IOException {
    assertThat(run("", "region", "policy", "print", "east")).isZero();
    assertThat(out.toString())
        .contains("who may read", "s3:ListMultipartUploadParts", "DaysAfterInitiation")
        .contains("# 2 networks are written as 1.");
    out.getBuffer().setLength(0);
    assertThat(run("", "region", "policy", "print", "east", "--json")).isZero();
    JsonNode all = JsonMapper.shared().readTree(out.toString());
    assertThat(all.propertyNames())
        .containsExactly("region", "bucket", "readers", "publisher", "lifecycle", "block", "notes");
  }

  @Test
  void aRegionWithAnEdgeHasNoPolicy() throws IOException {
    assertThat(run("", "region", "policy", "print", "edge")).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(err.toString()).contains("region edge has no bucket");
  }

  @Test
  void aProviderThatCannotBeReachedIsNamed() throws IOException {
    String nowhere = "endpoint: \"http://127.0.0.1:1\"";
    assertThat(run(nowhere, "region", "policy", "audit", "east")).isEqualTo(ExitCode.RELEASE);
    assertThat(err.toString()).contains("asking for the bucket policy of s3://mirror-east/");
  }

  @Test
  void whatAProviderDoesNotHaveIsSaidAndNotPassedOver() throws Exception {
    S3Proxy proxy =
        S3Proxy.builder()
            .blobStore(
                new FilesystemNio2BlobStore(
                    Files.createDirectories(folder.resolve("s3")).toString()))
            .awsAuthentication(AuthenticationType.AWS_V4, "test", "secret-of-a-test")
            .endpoint(URI.create("http://127.0.0.1:0"))
            .build();
    proxy.start();
    try {
      String endpoint = "endpoint: \"http://127.0.0.1:%d\"".formatted(proxy.getPort());
      Files.createDirectories(folder.resolve("s3/mirror-east"));
      for (String act : new String[] {"audit", "apply"}) {
        assertThat(run(endpoint, "region", "policy", act, "east", "--json"))
            .as(err.toString())
            .isEqualTo(ExitCode.DIFFERS);
        JsonNode report = JsonMapper.shared().readTree(out.toString());
        assertThat(report.at("/parts/0/name").asString()).isEqualTo("bucket policy");
        assertThat(report.at("/parts/0/outcome").asString())
            .isEqualTo(act.equals("audit") ? "DIFFERS" : "UNSUPPORTED");
        assertThat(report.at("/parts/1/outcome").asString()).isEqualTo("UNSUPPORTED");
        assertThat(report.at("/parts/2/differences/0").asString())
            .isEqualTo("the provider has no such thing (NotImplemented)");
        out.getBuffer().setLength(0);
      }
    } finally {
      proxy.stop();
    }
  }
}
