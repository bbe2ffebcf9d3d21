package entrepot.store.s3;

import entrepot.store.backend.Area;
import entrepot.store.backend.Backend;
import entrepot.store.backend.BackendUnavailable;
import entrepot.store.backend.Key;
import entrepot.store.backend.ObjectInfo;
import entrepot.store.backend.ObjectMissing;
import entrepot.store.backend.Staging;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Objects under {@code <prefix><area>/<name>} of a bucket. What is written is seen whole or not at
 * all, and is durable when the call returns. The first of two writers wins by a conditional PUT, so
 * the bucket's provider must know {@code If-None-Match: *} (AWS since 2024, Ceph since 16).
 */
public final class S3Backend implements Backend {
  private static final int PRECONDITION_FAILED = 412;
  private static final int CONFLICT = 409;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final S3Client client;
  private final Bucket bucket;
  private final Path scratch;

  /**
   * A backend over a bucket that exists.
   *
   * @param client stays the caller's to close
   * @param scratch a folder of this machine where objects lie until they are whole
   */
  public S3Backend(S3Client client, Bucket bucket, Path scratch) {
    this.client = client;
    this.bucket = bucket;
    this.scratch = scratch;
  }

  @Override
  public Optional<ObjectInfo> stat(Key key) {
    try {
      HeadObjectResponse head =
          client.headObject(request -> request.bucket(bucket.name()).key(name(key)));
      return Optional.of(new ObjectInfo(key, head.contentLength(), head.lastModified()));
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw unavailable("looking for", key, e);
    }
  }

  @Override
  public InputStream open(Key key, long offset) {
    try {
      return client.getObject(request -> {
        request.bucket(bucket.name()).key(name(key));
        if (offset > 0) {
          request.range("bytes=" + offset + "-");
        }
      });
    } catch (NoSuchKeyException e) {
      throw new ObjectMissing(key, bucket.toString());
    } catch (S3Exception e) {
      if (e.statusCode() == RANGE_NOT_SATISFIABLE) {
        return InputStream.nullInputStream();
      }
      throw unavailable("reading", key, e);
    } catch (SdkException e) {
      throw unavailable("reading", key, e);
    }
  }

  @Override
  public byte[] load(Key key) {
    try {
      return client
          .getObjectAsBytes(request -> request.bucket(bucket.name()).key(name(key)))
          .asByteArray();
    } catch (NoSuchKeyException e) {
      throw new ObjectMissing(key, bucket.toString());
    } catch (SdkException e) {
      throw unavailable("reading", key, e);
    }
  }

  @Override
  public Staging stage() {
    return new S3Staging(this, scratch);
  }

  @Override
  public boolean put(Key key, byte[] content) {
    return won("writing", key, () -> put(key, Body.of(content), true));
  }

  @Override
  public void replace(Key key, byte[] content) {
    won("replacing", key, () -> put(key, Body.of(content), false));
  }

  @Override
  public boolean adopt(Key key, Path from) {
    try {
      return put(key, from, Files.size(from));
    } catch (IOException e) {
      throw new BackendUnavailable("taking over " + from, e);
    }
  }

  private boolean put(Key key, Body body, boolean onlyNew) {
    client.putObject(
        request -> {
          request.bucket(bucket.name()).key(name(key)).contentMD5(body.md5());
          if (onlyNew) {
            request.ifNoneMatch("*");
          }
        },
        body.whole());
    return true;
  }

  /** Puts what lies in a file; false when the object is there already, and stays. */
  boolean put(Key key, Path file, long size) {
    if (stat(key).isPresent()) {
      return false;
    }
    return size <= Multipart.PART
        ? won("writing", key, () -> put(key, Body.of(file, 0, size), true))
        : won("writing", key, () -> new Multipart(client, bucket, name(key)).put(file, size));
  }

  /** Whether the object is this writer's: another one's that came first is not an error. */
  private boolean won(String doing, Key key, Supplier<Boolean> writing) {
    try {
      return writing.get();
    } catch (S3Exception e) {
      if (e.statusCode() == PRECONDITION_FAILED
          || (e.statusCode() == CONFLICT && stat(key).isPresent())) {
        return false;
      }
      throw unavailable(doing, key, e);
    } catch (SdkException e) {
      throw unavailable(doing, key, e);
    }
  }

  @Override
  public boolean remove(Key key) {
    if (stat(key).isEmpty()) {
      return false;
    }
    try {
      client.deleteObject(request -> request.bucket(bucket.name()).key(name(key)));
      return true;
    } catch (SdkException e) {
      throw unavailable("removing", key, e);
    }
  }

  @Override
  public void list(Area area, Consumer<ObjectInfo> each) {
    String folder = bucket.prefix() + area.folder() + "/";
    try {
      client
          .listObjectsV2Paginator(request -> request.bucket(bucket.name()).prefix(folder))
          .contents()
          .forEach(object -> describe(area, folder, object, each));
    } catch (SdkException e) {
      throw new BackendUnavailable("listing s3://" + bucket.name() + "/" + folder, e);
    }
  }

  private static void describe(
      Area area, String folder, S3Object object, Consumer<ObjectInfo> each) {
    String name = object.key().substring(folder.length());
    if (Key.permits(name)) {
      each.accept(new ObjectInfo(new Key(area, name), object.size(), object.lastModified()));
    }
  }

  /** Nothing to do: a bucket answers when it has the bytes for good. */
  @Override
  public void flush() {}

  private String name(Key key) {
    return bucket.prefix() + key.area().folder() + "/" + key.name();
  }

  private BackendUnavailable unavailable(String doing, Key key, SdkException e) {
    return new BackendUnavailable(doing + " s3://" + bucket.name() + "/" + name(key), e);
  }
}
