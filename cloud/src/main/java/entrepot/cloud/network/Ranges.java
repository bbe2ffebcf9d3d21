package entrepot.cloud.network;

import inet.ipaddr.IPAddress;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Single addresses of IPv4 ranges. */
final class Ranges {
  private Ranges() {}

  /** The address so far from the range's first. */
  static Inet4Address at(IPAddress range, int offset) {
    return address(number(range.getLower().getBytes()) + offset);
  }

  static Inet4Address parse(String text) {
    return address(number(NetworkPlan.range(text).getBytes()));
  }

  static int size(IPAddress range) {
    return 1 << (32 - range.getNetworkPrefixLength());
  }

  /**
   * A free one between {@code first} and {@code last} after the end's reserve, beginning at a place
   * that {@code seed} tells, so that an address that became free is not the very next one taken.
   */
  static Inet4Address free(
      IPAddress range,
      int first,
      Set<Inet4Address> taken,
      int seed,
      Supplier<? extends RuntimeException> none) {
    int room = size(range) - first - 1;
    int start = Math.floorMod(seed, room);
    return IntStream.range(0, room)
        .mapToObj(i -> at(range, first + (start + i) % room))
        .filter(address -> !taken.contains(address))
        .findFirst()
        .orElseThrow(none);
  }

  private static int number(byte[] bytes) {
    return ByteBuffer.wrap(bytes).getInt();
  }

  private static Inet4Address address(int number) {
    try {
      return (Inet4Address) InetAddress.getByAddress(ByteBuffer.allocate(4).putInt(number).array());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }
}
