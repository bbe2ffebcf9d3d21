package entrepot.collect.python;

/**
 * What a wheel runs on (PEP 425), in lower case.
 *
 * @param python such as {@code cp311} or {@code py3}
 * @param abi such as {@code cp311}, {@code cp311d} or {@code none}
 * @param platform such as {@code manylinux_2_28_x86_64} or {@code any}
 */
public record WheelTag(String python, String abi, String platform) {
  @Override
  public String toString() {
    return python + "-" + abi + "-" + platform;
  }
}
