package entrepot.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import entrepot.kit.config.InvalidConfiguration;
import entrepot.kit.config.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a region's bucket has its line and a fix. */
class BucketErrorsTest {
  private static final String GOOD =
      """
      state: state
      regions:
        west:
          bucket:
            name: mirrors
            prefix: west/
            endpoint: http://127.0.0.1:8000
            credentials: {access-key-env: A, secret-key-env: B}
            parallel: 8
        east:
          bucket:
            name: mirrors
            prefix: east/
            endpoint: http://127.0.0.1:8000
            credentials: {profile: east}
      """;

  @TempDir Path folder;

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`    bucket:\n      name: mirrors\n      prefix: west/` | `    xbucket:\n      name: mirrors` | 3:3: regions.west: 'listen' is missing; add 'listen: 127.0.0.1:8081'",
        "`  west:\n` | `  west:\n    listen: 127.0.0.1:0\n` | 4:5: regions.west.listen: belongs to an edge, not to a bucket; remove it, or remove 'bucket'",
        "`  west:\n` | `  west:\n    replica: w\n` | 4:5: regions.west.replica: belongs to an edge, not to a bucket",
        "`  west:\n` | `  west:\n    tls: {certificate: a, key: b}\n` | 4:5: regions.west.tls: belongs to an edge, not to a bucket",
        "`      name: mirrors\n      prefix: west/\n` | `      prefix: west/\n` | 4:5: regions.west.bucket: 'name' is missing; add 'name: mirror-eu-west-1'",
        "name: mirrors | name: Mirrors | 5:7: regions.west.bucket.name: 'Mirrors' is not the name of a bucket (a to z, 0 to 9, '-' and '.', 3 to 63); write something like mirror-eu-west-1",
        "prefix: west/ | prefix: west | 6:7: regions.west.bucket.prefix: 'west' is not a prefix that ends in '/'",
        "prefix: west/ | prefix: /west/ | 6:7: regions.west.bucket.prefix: '/west/' is not a prefix that ends in '/'",
        "prefix: west/ | prefix: ../west/ | 6:7: regions.west.bucket.prefix: '../west/' is not a prefix that ends in '/'",
        "prefix: west/ | prefix: east/ | 11:5: regions.east.bucket: s3://mirrors/east/ belongs to region west; choose another bucket or prefix",
        "prefix: west/ | prefix: '' | 11:5: regions.east.bucket: s3://mirrors/ belongs to region west",
        "prefix: west/ | prefix: east/of/ | 11:5: regions.east.bucket: s3://mirrors/east/of/ belongs to region west",
        "endpoint: http://127.0.0.1:8000 | endpoint: 127.0.0.1:8000 | 7:7: regions.west.bucket.endpoint: ",
        "secret-key-env: B | profile: p | 8:7: regions.west.bucket.credentials: 'secret-key-env' is missing; add it: a key has an id and a secret",
        "secret-key-env: B | `secret-key-env: B, profile: p` | 8:7: regions.west.bucket.credentials: names more than one place for the key; keep a profile, files or variables",
        "parallel: 8 | parallel: 0 | 9:7: regions.west.bucket.parallel: '0' is too small; write at least 1",
        "parallel: 8 | vpc-endpoints: [subnet-1] | 9:23: regions.west.bucket.vpc-endpoints.0: 'subnet-1' is not the id of a VPC endpoint",
      })
  void eachHasItsLineAndAFix(String right, String wrong, String expected) throws IOException {
    assertThat(problems(GOOD.replaceFirst(Pattern.quote(right), wrong)))
        .anySatisfy(problem -> assertThat(problem).contains(expected));
  }

  @Test
  void theGoodOneIsGood() throws IOException {
    Configuration read =
        ConfigurationFile.load(Files.writeString(folder.resolve("g.yaml"), GOOD)).configuration();

    RegionConfiguration west = Objects.requireNonNull(read.regions().get("west"));
    assertThat(west.listen()).isEmpty();
    assertThat(west.bucket())
        .hasValueSatisfying(bucket -> {
          assertThat(bucket.bucket()).hasToString("s3://mirrors/west/");
          assertThat(bucket.bucket().region()).isEqualTo("west");
          assertThat(bucket.parallel()).isEqualTo(8);
          assertThat(bucket.credentials()).isEqualTo(new BucketCredentials.InEnvironment("A", "B"));
          assertThat(bucket.address()).hasToString("http://127.0.0.1:8000/mirrors/west");
        });
  }

  @Test
  void aSecretIsNeverShown() throws IOException {
    String wrong = GOOD.replace("access-key-env: A", "access-key-env: AKIA-hidden/+");

    assertThat(problems(wrong))
        .anySatisfy(problem -> assertThat(problem).contains("credentials.access-key-env"))
        .noneSatisfy(problem -> assertThat(problem).contains("hidden"));
  }

  private List<String> problems(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("c.yaml"), text);
    InvalidConfiguration thrown =
        catchThrowableOfType(InvalidConfiguration.class, () -> ConfigurationFile.load(file));
    assertThat(thrown).as(text).isNotNull();
    return thrown.problems().stream().map(Problem::toString).toList();
  }
}
