package entrepot.cloud.s3;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.cloud.wire.Account;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Buckets as boto3 sees them. */
class RegionBucketsTest {
  private static final Map<String, Account> KEYS =
      Map.of(
          "AKIAONE", new Account("000000000001", "secret-one"),
          "AKIATWO", new Account("000000000002", "secret-two"));

  @TempDir Path folder;

  @Test
  void eachAccountHasBucketsOfItsOwn() throws IOException, InterruptedException {
    Path s3 = folder.resolve("region/s3");
    try (RegionBuckets buckets = RegionBuckets.serve(s3, KEYS, "127.0.0.1", 0)) {
      assertThat(boto3(buckets)).isEqualTo("served\n");
    }
    assertThat(files(folder))
        .allMatch(file -> file.startsWith("region/s3/accounts/"))
        .contains("region/s3/accounts/000000000001/mine/large")
        .noneMatch(file -> file.startsWith("region/s3/accounts/000000000002/mine/large"));
    try (RegionBuckets again = RegionBuckets.serve(s3, KEYS, "127.0.0.1", 0)) {
      assertThat(again.endpoint().getPort()).isPositive();
    }
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .toList();
    }
  }

  private static String boto3(RegionBuckets buckets) throws IOException, InterruptedException {
    Process python =
        new ProcessBuilder(
                "/usr/bin/python3",
                "src/test/resources/entrepot/cloud/s3/buckets.py",
                buckets.endpoint().toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return python.waitFor() == 0 ? said : "failed: " + said;
  }
}
