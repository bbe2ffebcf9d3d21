package entrepot.cloud.wire;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Region;
import entrepot.cloud.record.Book;
import entrepot.cloud.record.Kind;
import entrepot.kit.listen.Binding;
import entrepot.kit.listen.Limits;
import entrepot.kit.listen.Listener;
import entrepot.ledger.Ledger;
import entrepot.ledger.LedgerConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** An endpoint of some actions on a free port, and clients of it. */
public final class TestingEndpoint implements AutoCloseable {
  /** A key of the first account. */
  public static final String KEY = "AKIDONE";

  /** A key of the second account. */
  public static final String OTHER_KEY = "AKIDTWO";

  /** Whose the first key is. */
  public static final String ACCOUNT = "000000000001";

  /** Its secret. */
  public static final String SECRET = "first+secret/with=signs";

  static final String OTHER_SECRET = "second";
  static final Accounts ACCOUNTS =
      new Accounts(
          Map.of(
              KEY, new Account(ACCOUNT, SECRET),
              OTHER_KEY, new Account("000000000002", OTHER_SECRET)));

  private final Ledger ledger;
  private final Listener listener;
  private final SdkHttpClient http = Apache5HttpClient.create();
  private final Region region;
  private final URI url;

  /** Begins to listen. */
  public TestingEndpoint(Path folder, List<Action<?, ?>> actions) {
    InstantSource clock = InstantSource.system();
    ledger = Ledger.open(new LedgerConfig.Sqlite(folder.resolve("ledger.db"), "test"), clock);
    Book book =
        Book.open(
            "lab-1",
            ledger.cloud(),
            List.of(Kind.INSTANCE, Kind.IMAGE, Kind.VOLUME, Kind.SNAPSHOT, Kind.GROUP, Kind.KEY));
    region = new Region("lab-1", List.of("lab-1a", "lab-1b"), book, clock);
    listener =
        Listener.of(
            new Binding.Tcp("127.0.0.1", 0),
            Limits.DEFAULT,
            new Ec2Endpoint(region, actions, ACCOUNTS));
    url = URI.create("http://" + listener.start());
  }

  /** Where it listens. */
  public URI url() {
    return url;
  }

  /** What it remembers. */
  public Book book() {
    return region.book();
  }

  /** A client with that key. */
  public Ec2Client client(String key) {
    return Ec2Client.builder()
        .endpointOverride(url)
        .region(software.amazon.awssdk.regions.Region.of("lab-1"))
        .httpClient(http)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(key, key.equals(KEY) ? SECRET : OTHER_SECRET)))
        .build();
  }

  /** Runs a script of these tests with boto3; what it prints. */
  public String boto3(String script, String... arguments) {
    return Boto3.run(url, script, arguments);
  }

  @Override
  public void close() {
    http.close();
    listener.close();
    ledger.close();
  }
}
