package entrepot.steering.network;

import java.util.Comparator;

/**
 * The addresses that begin with the same bits, written {@code 192.0.2.0/24} or {@code
 * 2001:db8::/32}.
 *
 * @param first the first address; bits behind the prefix are 0
 * @param length how many bits are the same, from 0 to 128; for IPv4 96 more than it is written
 */
public record Netblock(Address first, int length) implements Comparable<Netblock> {
  private static final int MAPPED = 96;
  private static final Comparator<Netblock> ORDER =
      Comparator.comparing(Netblock::first).thenComparingInt(Netblock::length);

  public Netblock {
    if (length < 0 || length > 128) {
      throw new IllegalArgumentException("a netblock's prefix has 0 to 128 bits, not " + length);
    }
    first = new Address(first.high() & ~hostBits(64 - length), first.low() & ~lowHostBits(length));
  }

  private static long hostBits(int bits) {
    return bits <= 0 ? 0 : bits >= 64 ? -1L : (1L << bits) - 1;
  }

  private static long lowHostBits(int length) {
    return hostBits(128 - length);
  }

  /**
   * Reads CIDR, or one address; bits behind the prefix are dropped. Throws
   * IllegalArgumentException.
   */
  public static Netblock of(String cidr) {
    int slash = cidr.indexOf('/');
    Address address =
        Address.parse(slash < 0 ? cidr : cidr.substring(0, slash)).orElseThrow(() -> none(cidr));
    boolean mapped = address.isIpv4() && cidr.indexOf(':') < 0;
    if (slash < 0) {
      return new Netblock(address, 128);
    }
    String bits = cidr.substring(slash + 1);
    if (!bits.matches("[0-9]{1,3}") || Integer.parseInt(bits) > (mapped ? 32 : 128)) {
      throw none(cidr);
    }
    return new Netblock(address, Integer.parseInt(bits) + (mapped ? MAPPED : 0));
  }

  private static IllegalArgumentException none(String cidr) {
    return new IllegalArgumentException(
        "'%.60s' is no network such as 192.0.2.0/24 or 2001:db8::/32".formatted(cidr));
  }

  /** The last address in it. */
  public Address last() {
    return new Address(first.high() | hostBits(64 - length), first.low() | lowHostBits(length));
  }

  /** Whether the address lies in it. */
  public boolean contains(Address address) {
    return (address.high() & ~hostBits(64 - length)) == first.high()
        && (address.low() & ~lowHostBits(length)) == first.low();
  }

  /** Wider blocks before those that lie in them. */
  @Override
  public int compareTo(Netblock other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    boolean ipv4 = first.isIpv4() && length >= MAPPED;
    return first + "/" + (ipv4 ? length - MAPPED : length);
  }
}
