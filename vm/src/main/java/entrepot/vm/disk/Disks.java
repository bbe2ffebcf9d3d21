package entrepot.vm.disk;

import entrepot.vm.process.Ended;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes, copies and looks into disk images, by qemu-img as an unprivileged user. New files belong
 * to that user (0600); one that could not be made whole is removed again.
 */
public final class Disks {
  private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9._-]{1,16}");
  private static final JsonMapper JSON = new JsonMapper();

  /** Named one by one, so that kernels of 2014 mount it whatever the host's mke2fs would choose. */
  private static final String EXT4 =
      "none,has_journal,ext_attr,resize_inode,dir_index,filetype,extent,flex_bg,sparse_super,"
          + "large_file,huge_file,dir_nlink,extra_isize";

  private final VmUser user;
  private final DiskLimits limits;

  public Disks(VmUser user) {
    this(user, DiskLimits.DEFAULT);
  }

  public Disks(VmUser user, DiskLimits limits) {
    this.user = user;
    this.limits = limits;
  }

  /** Makes an empty disk of this size in bytes; the file must not be there yet. */
  public void create(Path qcow2, long bytes) {
    make(
        qcow2,
        ground ->
            quick(ground)
                .must(
                    "making the disk " + qcow2,
                    tables(bytes),
                    "qemu-img",
                    "create",
                    "-q",
                    "-f",
                    "qcow2",
                    ground.name(qcow2),
                    size(bytes)));
  }

  /**
   * Makes a disk that begins as another, which must not change from now on. It remembers the other
   * by its place relative to itself.
   */
  public void overlay(Path qcow2, Path backingQcow2, long bytes) {
    make(
        qcow2,
        ground -> {
          ground.readable(backingQcow2);
          quick(ground)
              .must(
                  "making the disk %s upon %s".formatted(qcow2, backingQcow2),
                  tables(bytes),
                  "qemu-img",
                  "create",
                  "-q",
                  "-f",
                  "qcow2",
                  "-F",
                  "qcow2",
                  "-b",
                  beside(qcow2, backingQcow2),
                  ground.name(qcow2),
                  size(bytes));
        });
  }

  /** Makes a copy that stands alone: what {@code from} is based on is copied with it. */
  public void copy(Path from, DiskFormat format, Path toQcow2) {
    long bytes = format == DiskFormat.RAW ? length(from) : virtualBytes(from);
    size(bytes);
    make(
        toQcow2,
        ground -> {
          Source source = Source.of(ground, from);
          new DiskTool(ground, source.input(), limits.copy())
              .must(
                  "copying the disk %s to %s".formatted(from, toQcow2),
                  bytes + tables(bytes),
                  "qemu-img",
                  "convert",
                  "-q",
                  "-t",
                  "writeback",
                  "-f",
                  format.driver(),
                  "-O",
                  "qcow2",
                  source.name(),
                  ground.name(toQcow2));
        });
  }

  /**
   * Looks into an image that may come from anybody.
   *
   * @throws RefusedDisk if it is not of the stated format, or is based on another file, or keeps
   *     its data in another, or is encrypted, or holds snapshots, or is absurdly large, or damaged
   */
  public DiskInfo inspect(Path file, DiskFormat stated) {
    Path real = Ground.real(file);
    DiskInfo info = new Inspection(real, limits).of(stated);
    if (stated == DiskFormat.QCOW2) {
      Ground ground = new Ground(user, Path.of("/"));
      Source source = Source.of(ground, real);
      DiskTool tool = new DiskTool(ground, source.input(), limits.look());
      check(tool, real, source.name(), info);
    }
    return info;
  }

  /** Makes a disk larger; its content stays. Smaller is refused. */
  public void resize(Path qcow2, long bytes) {
    Ground ground = ground(qcow2);
    quick(ground)
        .must(
            "making the disk %s larger, %d bytes".formatted(qcow2, bytes),
            length(qcow2) + tables(bytes),
            "qemu-img",
            "resize",
            "-q",
            "-f",
            "qcow2",
            ground.name(qcow2),
            size(bytes));
  }

  /** Makes a disk that is one ext4 file system with this label (at most 16 characters). */
  public void ephemeral(Path qcow2, long bytes, String label) {
    if (!LABEL.matcher(label).matches()) {
      throw new IllegalArgumentException("not a label: " + label);
    }
    size(bytes);
    Path raw = qcow2.resolveSibling(qcow2.getFileName() + ".raw");
    try {
      make(
          raw,
          ground ->
              quick(ground)
                  .must(
                      "making a file system for " + qcow2,
                      bytes,
                      "mke2fs",
                      "-q",
                      "-F",
                      "-t",
                      "ext4",
                      "-O",
                      EXT4,
                      "-E",
                      "lazy_itable_init=1,nodiscard",
                      "-m",
                      "0",
                      "-L",
                      label,
                      ground.name(raw),
                      bytes / 1024 + "k"));
      copy(raw, DiskFormat.RAW, qcow2);
    } finally {
      remove(raw);
    }
  }

  /** The size that a guest sees, also while it runs. */
  public long virtualBytes(Path qcow2) {
    try {
      return Qcow2Header.read(qcow2).virtualBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void check(DiskTool tool, Path file, String name, DiskInfo info) {
    String doing = "looking into the disk image " + file;
    Ended ended = tool.run(doing, "qemu-img", "info", "-f", "qcow2", "--output=json", name);
    if (ended.exit() != 0) {
      throw new RefusedDisk(file, ended.complaint());
    }
    JsonNode found = parse(file, ended.output());
    if (found.path("virtual-size").asLong(-1) != info.virtualBytes()
        || found.has("backing-filename")
        || found.has("full-backing-filename")
        || found.path("encrypted").asBoolean(false)
        || found.has("snapshots")
        || found.at("/format-specific/data/data-file").isString()
        || found.at("/format-specific/data/corrupt").asBoolean(false)) {
      throw new RefusedDisk(file, "qemu-img sees more in it than its header shows");
    }
    // 3 is "leaked clusters, otherwise fine", what a crash leaves behind.
    Ended checked = tool.run(doing, "qemu-img", "check", "-q", "-f", "qcow2", name);
    if (checked.exit() != 0 && checked.exit() != 3) {
      throw new RefusedDisk(file, "it is damaged: " + checked.complaint());
    }
  }

  private static JsonNode parse(Path file, String json) {
    try {
      return JSON.readTree(json);
    } catch (JacksonException e) {
      throw new RefusedDisk(file, "qemu-img does not say what it is");
    }
  }

  private void make(Path file, Consumer<Ground> how) {
    Ground ground = ground(file);
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      user.own(file);
      how.accept(ground);
    } catch (RuntimeException e) {
      remove(file);
      throw e;
    }
  }

  private Ground ground(Path file) {
    return Ground.under(user, Objects.requireNonNull(file.toAbsolutePath().getParent()));
  }

  private DiskTool quick(Ground ground) {
    return new DiskTool(ground, limits.look());
  }

  private String size(long bytes) {
    if (bytes <= 0 || bytes > limits.virtualBytes() || bytes % 512 != 0) {
      throw new IllegalArgumentException(
          "a disk of %d bytes: whole sectors, at most %d".formatted(bytes, limits.virtualBytes()));
    }
    return Long.toString(bytes);
  }

  /** What a qcow2 file of this size holds besides data, at most and with room to spare. */
  private static long tables(long bytes) {
    return bytes / 512 + (16L << 20);
  }

  private static String beside(Path file, Path other) {
    Path folder = Objects.requireNonNull(Ground.real(file).getParent());
    return "./" + folder.relativize(Ground.real(other));
  }

  private static long length(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
