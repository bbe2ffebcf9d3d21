package entrepot.cloud.wire;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Region;
import entrepot.cloud.ec2.key.KeyActions;
import entrepot.cloud.ec2.place.InstanceTypes;
import entrepot.cloud.ec2.place.PlaceActions;
import entrepot.cloud.ec2.place.Scale;
import entrepot.cloud.ec2.tag.TagActions;
import entrepot.cloud.record.Book;
import entrepot.cloud.record.Kind;
import entrepot.ledger.Ledger;
import entrepot.ledger.LedgerConfig;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An endpoint without a network, of the actions that touch no machine. */
final class FuzzedEndpoint implements AutoCloseable {
  private final Ledger ledger;
  private final Ec2Endpoint endpoint;

  FuzzedEndpoint(Path folder) {
    InstantSource clock = InstantSource.system();
    ledger = Ledger.open(new LedgerConfig.Sqlite(folder.resolve("ledger.db"), "test"), clock);
    Book book = Book.open("lab-1", ledger.cloud(), List.of(Kind.KEY));
    endpoint =
        new Ec2Endpoint(
            new Region("lab-1", List.of("lab-1a", "lab-1b"), book, clock),
            actions(),
            TestingEndpoint.ACCOUNTS);
  }

  static List<Action<?, ?>> actions() {
    List<Action<?, ?>> all = new ArrayList<>(KeyActions.all());
    all.addAll(TagActions.all());
    all.addAll(
        PlaceActions.all(
            () -> Map.of("lab-1", "127.0.0.1:1", "lab-2", "127.0.0.1:2"),
            InstanceTypes.table(Scale.DEFAULT),
            20,
            _ -> "vpc-0123456789abcdef0"));
    return all;
  }

  static boolean has(String action) {
    return actions().stream().anyMatch(one -> one.name().equals(action));
  }

  Ec2Endpoint endpoint() {
    return endpoint;
  }

  @Override
  public void close() {
    ledger.close();
  }
}
