package entrepot.collect.wheels;

import entrepot.kit.Digest;
import entrepot.kit.InvalidPath;
import entrepot.kit.TreePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** The members of a wheel, each read once and within bounds: names, sums, native code. */
final class WheelArchive implements AutoCloseable {
  private static final int MOST_MEMBERS = 200_000;
  private static final long MOST_BYTES = 8L << 30;
  private static final int MOST_TEXT = 32 << 20;

  /** A member's own digest. */
  record Member(long size, Digest sha256) {}

  private final ZipFile zip;
  private final Path scratch;
  private final SortedMap<String, Member> members = new TreeMap<>();
  private final SortedMap<String, ElfFile> nativeCode = new TreeMap<>();
  private final Map<String, byte[]> texts = new TreeMap<>();

  /** Reads {@code wheel}; unpacks native code, one at a time, to the file {@code scratch}. */
  WheelArchive(Path wheel, Path scratch) throws IOException {
    this.scratch = scratch;
    this.zip = ZipFile.builder().setPath(wheel).get();
    try {
      read();
    } catch (IOException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  SortedMap<String, Member> members() {
    return Collections.unmodifiableSortedMap(members);
  }

  SortedMap<String, ElfFile> nativeCode() {
    return Collections.unmodifiableSortedMap(nativeCode);
  }

  /** A file of the .dist-info folder that must be there. */
  byte[] text(String name) {
    byte[] text = texts.get(name);
    if (text == null) {
      throw new WheelRefused("it has no " + name);
    }
    return text;
  }

  private void read() throws IOException {
    List<ZipArchiveEntry> entries = Collections.list(zip.getEntries());
    if (entries.size() > MOST_MEMBERS) {
      throw new WheelRefused("it has %,d members".formatted(entries.size()));
    }
    long left = MOST_BYTES;
    List<String> unreadable = new ArrayList<>();
    for (ZipArchiveEntry entry : entries) {
      if (entry.isUnixSymlink()) {
        throw new WheelRefused("%s is a symbolic link".formatted(entry.getName()));
      }
      String name = checked(entry);
      if (!zip.canReadEntryData(entry)) {
        unreadable.add(name);
      } else if (!entry.isDirectory()) {
        left -= read(entry, name, left);
      }
    }
    if (!unreadable.isEmpty()) {
      throw new WheelRefused(unreadable.getFirst() + " is packed in a way that pip cannot read");
    }
  }

  private static String checked(ZipArchiveEntry entry) {
    String name = entry.getName();
    String plain = entry.isDirectory() ? name.substring(0, name.length() - 1) : name;
    try {
      TreePath.of(plain);
      return name;
    } catch (InvalidPath e) {
      throw new WheelRefused("a member's name leads elsewhere: " + e.getMessage());
    }
  }

  private long read(ZipArchiveEntry entry, String name, long left) throws IOException {
    MessageDigest hash = Digest.Algorithm.SHA256.hash();
    long size = 0;
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] head = in.readNBytes(ElfFile.HEAD);
      boolean elf = ElfFile.begins(head);
      boolean text = name.matches("[^/]+\\.dist-info/(METADATA|WHEEL|RECORD)");
      try (OutputStream copy = elf || text ? Files.newOutputStream(scratch) : null) {
        byte[] piece = new byte[64 * 1024];
        byte[] now = head;
        for (int n = head.length; n >= 0; n = in.read(piece)) {
          size += n;
          if (size > left || (text && size > MOST_TEXT)) {
            throw new WheelRefused(name + " unpacks to more than any wheel has");
          }
          hash.update(now, 0, n);
          if (copy != null) {
            copy.write(now, 0, n);
          }
          now = piece;
        }
      }
      if (elf) {
        nativeCode.put(name, elf(name));
      } else if (text) {
        texts.put(name, Files.readAllBytes(scratch));
      }
    }
    Member member = new Member(size, Digest.of(Digest.Algorithm.SHA256, hash.digest()));
    if (members.put(name, member) != null) {
      throw new WheelRefused(name + " is in it twice");
    }
    return size;
  }

  private ElfFile elf(String name) throws IOException {
    try (FileChannel channel = FileChannel.open(scratch, StandardOpenOption.READ)) {
      long size = Math.min(channel.size(), Integer.MAX_VALUE);
      ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
      return ElfFile.read(name, bytes);
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
