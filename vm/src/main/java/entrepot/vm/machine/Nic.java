package entrepot.vm.machine;

import java.util.regex.Pattern;

/**
 * A machine's network interface.
 *
 * @param tap a tap device that stands already, in the machine's namespace, and belongs to the
 *     virtual machines' user
 * @param mac six pairs of lower-case hexadecimal digits with colons between them
 */
public record Nic(String tap, String mac) {
  private static final Pattern TAP = Pattern.compile("[A-Za-z0-9._-]{1,15}");
  private static final Pattern MAC = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){5}");

  public Nic {
    if (!TAP.matcher(tap).matches()) {
      throw new IllegalArgumentException("not the name of a tap device: " + tap);
    }
    if (!MAC.matcher(mac).matches()) {
      throw new IllegalArgumentException("not a MAC address: " + mac);
    }
  }
}
