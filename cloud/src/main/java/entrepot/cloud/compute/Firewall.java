package entrepot.cloud.compute;

import entrepot.cloud.network.Member;
import entrepot.cloud.network.RegionNetwork;
import entrepot.cloud.record.Book;
import entrepot.cloud.record.InstanceNotes;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Instance;

/** Keeps the region's filter as its rows say. */
public final class Firewall {
  private final Book book;
  private final RegionNetwork network;
  private final ReentrantLock one = new ReentrantLock();

  public Firewall(Book book, RegionNetwork network) {
    this.book = book;
    this.network = network;
  }

  /** Filters by the rows of now; what they no longer allow stops before this returns. */
  public void refresh() {
    one.lock();
    try {
      network.filter(
          book.all(Kind.INSTANCE).stream()
              .filter(Firewall::plugged)
              .map(row -> new Member(network.interfaceOf(row.value()), groups(row.value())))
              .toList(),
          book.all(Kind.GROUP).stream().map(Row::value).toList());
    } finally {
      one.unlock();
    }
  }

  private static boolean plugged(Row<Instance> row) {
    return row.note(InstanceNotes.TAP).isPresent()
        && States.usesMemory(row)
        && row.value().publicIpAddress() != null;
  }

  private static List<String> groups(Instance instance) {
    return instance.securityGroups().stream().map(GroupIdentifier::groupId).toList();
  }
}
