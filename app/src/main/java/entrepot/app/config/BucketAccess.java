package entrepot.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Gets the keys of buckets from where the configuration says they are. */
public final class BucketAccess {
  private final UnaryOperator<@Nullable String> environment;

  /** With the environment of this process. */
  public BucketAccess() {
    this(variable -> variable == null ? null : System.getenv(variable));
  }

  BucketAccess(UnaryOperator<@Nullable String> environment) {
    this.environment = environment;
  }

  /**
   * A provider of that key. Files and variables are read now, once; throws {@link
   * CredentialsUnreadable}, which tells the place and never the key.
   */
  public AwsCredentialsProvider of(BucketCredentials credentials) {
    return switch (credentials) {
      case BucketCredentials.Usual _ -> DefaultCredentialsProvider.builder().build();
      case BucketCredentials.Profile(String name) -> ProfileCredentialsProvider.create(name);
      case BucketCredentials.InFiles(Path id, Path secret) ->
          fixed(firstLine(id), firstLine(secret));
      case BucketCredentials.InEnvironment(String id, String secret) ->
          fixed(variable(id), variable(secret));
    };
  }

  private static AwsCredentialsProvider fixed(String id, String secret) {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(id, secret));
  }

  private String variable(String name) {
    @Nullable String value = environment.apply(name);
    if (value == null || value.isBlank()) {
      throw new CredentialsUnreadable("an environment variable of 'credentials' is not set", null);
    }
    return value.strip();
  }

  private static String firstLine(Path file) {
    try (var lines = Files.newBufferedReader(file)) {
      String line = lines.readLine();
      if (line == null || line.isBlank()) {
        throw new CredentialsUnreadable("the file %s is empty".formatted(file), null);
      }
      return line.strip();
    } catch (IOException e) {
      throw new CredentialsUnreadable("the file %s cannot be read".formatted(file), e);
    }
  }
}
