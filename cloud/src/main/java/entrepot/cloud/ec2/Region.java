package entrepot.cloud.ec2;

import entrepot.cloud.record.Book;
import java.time.InstantSource;
import java.util.List;

/**
 * A region as actions see it.
 *
 * @param name such as {@code lab-north-1}
 * @param zones such as {@code lab-north-1a}; the first is the default
 * @param book what it remembers
 */
public record Region(String name, List<String> zones, Book book, InstantSource clock) {
  public Region {
    zones = List.copyOf(zones);
  }
}
