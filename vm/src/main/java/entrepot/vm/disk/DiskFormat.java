package entrepot.vm.disk;

/** What a disk image is. It is always stated, never found by looking. */
public enum DiskFormat {
  RAW("raw"),
  QCOW2("qcow2");

  private final String driver;

  DiskFormat(String driver) {
    this.driver = driver;
  }

  /** QEMU's name of it. */
  public String driver() {
    return driver;
  }
}
