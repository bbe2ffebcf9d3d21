package entrepot.cloud.ec2;

import entrepot.cloud.record.Book;

/**
 * Who calls, and where.
 *
 * @param account whose access key signed the request, twelve digits
 * @param region the endpoint's
 */
public record Call(String account, Region region) {
  /** What the region remembers. */
  public Book book() {
    return region.book();
  }
}
