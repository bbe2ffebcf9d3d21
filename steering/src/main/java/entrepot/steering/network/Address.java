package entrepot.steering.network;

import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import inet.ipaddr.ipv6.IPv6Address;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An IP address as 128 bits. An IPv4 address is kept in its IPv6 clothes ({@code ::ffff:a.b.c.d}),
 * so both spellings of it are one address.
 */
public record Address(long high, long low) implements Comparable<Address> {
  private static final long MAPPED = 0xffffL << 32;
  private static final int LONGEST = 45;

  /** One IPv6 address in full or with {@code ::}: no zones, ranges, prefixes or other bases. */
  private static final IPAddressStringParameters STRICT =
      new IPAddressStringParameters.Builder()
          .allowEmpty(false)
          .allowAll(false)
          .allowSingleSegment(false)
          .allowPrefix(false)
          .allowMask(false)
          .allowIPv4(false)
          .allowWildcardedSeparator(false)
          .setRangeOptions(RangeParameters.NO_RANGE)
          .getIPv6AddressParametersBuilder()
          .allowZone(false)
          .allowBase85(false)
          .allowBinary(false)
          .getParentBuilder()
          .toParams();

  /** The address that the text spells; empty when it is none, or more than one. */
  public static Optional<Address> parse(String text) {
    int length = text.length();
    if (length < 2 || length > LONGEST) {
      return Optional.empty();
    }
    return text.indexOf(':') < 0 ? ipv4(text) : ipv6(text);
  }

  /** Four decimal numbers; none with a leading zero, which some take for octal. */
  private static Optional<Address> ipv4(String text) {
    long all = 0;
    int parts = 0;
    int part = -1;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : '.';
      if (c == '.') {
        if (part < 0 || ++parts > 4) {
          return Optional.empty();
        }
        all = all << 8 | part;
        part = -1;
      } else if (c < '0' || c > '9' || part == 0) {
        return Optional.empty();
      } else {
        part = Math.max(part, 0) * 10 + (c - '0');
        if (part > 255) {
          return Optional.empty();
        }
      }
    }
    return parts == 4 ? Optional.of(new Address(0, MAPPED | all)) : Optional.empty();
  }

  private static Optional<Address> ipv6(String text) {
    IPAddress found = new IPAddressString(text, STRICT).getAddress();
    if (found == null || !found.isIPv6() || found.isMultiple()) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(found.getBytes());
    return Optional.of(new Address(bytes.getLong(), bytes.getLong()));
  }

  /** Whether it is an IPv4 address. */
  public boolean isIpv4() {
    return high == 0 && (low & 0xffff_ffff_0000_0000L) == MAPPED;
  }

  /** As {@code java.net} has it: four bytes or sixteen. */
  public byte[] bytes() {
    return isIpv4()
        ? ByteBuffer.allocate(4).putInt((int) low).array()
        : ByteBuffer.allocate(16).putLong(high).putLong(low).array();
  }

  /** By unsigned value. */
  @Override
  public int compareTo(Address other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  @Override
  public String toString() {
    if (isIpv4()) {
      return "%d.%d.%d.%d"
          .formatted(low >> 24 & 0xff, low >> 16 & 0xff, low >> 8 & 0xff, low & 0xff);
    }
    return new IPv6Address(bytes()).toCanonicalString();
  }
}
