package entrepot.collect.rpm;

import entrepot.collect.HostileIndex;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a {@code repomd.xml} says: the metadata files of a repository. Nothing of it is resolved or
 * checked against the files themselves.
 *
 * @param revision as it is written; createrepo writes the seconds since 1970
 * @param timestamp the newest of the data's, in seconds since 1970; 0 where none has one
 * @param data in the order of the file
 */
public record Repomd(Optional<String> revision, long timestamp, List<Data> data) {
  public Repomd {
    data = List.copyOf(data);
  }

  /**
   * One metadata file.
   *
   * @param type such as {@code primary}, {@code filelists_db}, {@code updateinfo}; any word
   * @param href where it lies, relative to the folder that holds {@code repodata}
   * @param base another address that {@code href} is relative to, from {@code xml:base}
   * @param checksumType such as {@code sha256}, as it is written
   * @param checksum in hexadecimal, as it is written
   * @param size in bytes, where it is given
   * @param openSize of the plain file, where it is given
   * @param timestamp in seconds since 1970; 0 where none is given
   */
  public record Data(
      String type,
      String href,
      Optional<String> base,
      String checksumType,
      String checksum,
      OptionalLong size,
      OptionalLong openSize,
      long timestamp) {}

  /**
   * Reads a repomd.xml of at most a few megabytes.
   *
   * @param where names the file in errors
   * @throws HostileIndex when it is no repomd.xml, has a DTD, or is out of bounds
   */
  public static Repomd read(byte[] content, String where) {
    return new RepomdReader(where).read(content);
  }

  /** The first data of that type. */
  public Optional<Data> first(String type) {
    return data.stream().filter(d -> d.type().equals(type)).findFirst();
  }
}
