package entrepot.cloud.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs Python scripts with Debian's boto3 against an endpoint. */
final class Boto3 {
  private static final Path SCRIPTS = Path.of("src/test/resources/entrepot/cloud/wire");

  private Boto3() {}

  static String run(URI endpoint, String script, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add("/usr/bin/python3");
    command.add(SCRIPTS.resolve(script).toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "ENDPOINT", endpoint.toString(),
                "AWS_ACCESS_KEY_ID", TestingEndpoint.KEY,
                "AWS_SECRET_ACCESS_KEY", TestingEndpoint.SECRET,
                "AWS_DEFAULT_REGION", "lab-1",
                "AWS_EC2_METADATA_DISABLED", "true",
                "AWS_MAX_ATTEMPTS", "1",
                "AWS_CONFIG_FILE", "/dev/null",
                "AWS_SHARED_CREDENTIALS_FILE", "/dev/null"));
    try {
      Process python = builder.start();
      python.getOutputStream().close();
      String said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!python.waitFor(60, TimeUnit.SECONDS) || python.exitValue() != 0) {
        python.destroyForcibly();
        throw new AssertionError(script + " failed:\n" + said);
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
