package entrepot.store.backend;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where objects lie: a directory, a bucket. Objects appear whole or not at all. What the contract
 * asks of an implementation is written in {@code BackendContract}, which every one passes.
 * Input-output errors are {@link BackendUnavailable}.
 */
public interface Backend {
  /** The object's size and time, or empty. */
  Optional<ObjectInfo> stat(Key key);

  /** The object's bytes from {@code offset} on; throws {@link ObjectMissing}. */
  InputStream open(Key key, long offset);

  /** All bytes of a small object; throws {@link ObjectMissing}. */
  byte[] load(Key key);

  /** A place to write an object of any size. */
  Staging stage();

  /** Writes a small object; false when it is there already (it is kept). */
  default boolean put(Key key, byte[] content) {
    try (Staging staging = stage()) {
      staging.write(content, 0, content.length);
      return staging.commit(key);
    }
  }

  /** Writes a small object, over the former one if there is one, in one step. */
  void replace(Key key, byte[] content);

  /** Takes over a file's bytes; false when the object is here already (it is kept). */
  default boolean adopt(Key key, Path from) {
    try (InputStream in = Files.newInputStream(from);
        Staging staging = stage()) {
      in.transferTo(staging);
      return staging.commit(key);
    } catch (IOException e) {
      throw new BackendUnavailable("taking over " + from, e);
    }
  }

  /** Removes the object; false when there was none. */
  boolean remove(Key key);

  /** Streams every object of the area, in no order. */
  void list(Area area, Consumer<ObjectInfo> each);

  /** Forces all that was written since the last call to stable storage. */
  void flush();
}
