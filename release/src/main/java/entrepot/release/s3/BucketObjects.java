package entrepot.release.s3;

import entrepot.store.s3.Bucket;
import entrepot.store.s3.S3Clients;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The objects of a bucket, by their keys. Throws {@link BucketFailure}. */
record BucketObjects(S3Client client, Bucket bucket) {
  /** In one request. */
  static final int MOST_DELETED = 1_000;

  private static final int NOT_MODIFIED = 304;
  private static final int NOT_FOUND = 404;
  private static final int PRECONDITION_FAILED = 412;

  /** What an object holds, and what tells it from others that were there before. */
  @SuppressWarnings("ArrayRecordComponent") // never written to
  record Read(byte[] content, String etag) {}

  /** All of a small object, or its first {@code limit} bytes; empty where there is none. */
  Optional<Read> read(String key, int limit) {
    return read(key, limit, Optional.empty());
  }

  /**
   * The same; an object that is still what it was is not sent again. That saves more than its
   * bytes: Ceph sends head and body apart, and the body waits for the head's acknowledgement.
   */
  Optional<Read> read(String key, int limit, Optional<Read> known) {
    return doing(
        "reading",
        key,
        () -> {
          GetObjectRequest.Builder request =
              GetObjectRequest.builder().bucket(bucket.name()).key(key);
          known.ifPresent(before -> request.ifNoneMatch(before.etag()));
          try (ResponseInputStream<GetObjectResponse> in = client.getObject(request.build())) {
            byte[] content = in.readNBytes(limit);
            if (in.response().contentLength() > limit) {
              in.abort();
            }
            return Optional.of(new Read(content, in.response().eTag()));
          } catch (NoSuchKeyException _) {
            return Optional.empty();
          } catch (S3Exception e) {
            if (known.isPresent() && e.statusCode() == NOT_MODIFIED) {
              return known;
            }
            throw e;
          } catch (IOException e) {
            throw SdkException.create(String.valueOf(e.getMessage()), e);
          }
        });
  }

  /** What it says of itself; empty where there is none. */
  Optional<Found> find(String key) {
    return doing(
        "looking at",
        key,
        () -> {
          try {
            var head = client.headObject(request -> request.bucket(bucket.name()).key(key));
            return Optional.of(
                new Found(
                    head.contentLength(),
                    orEmpty(head.contentType()),
                    orEmpty(head.cacheControl()),
                    head.metadata().getOrDefault(S3Clients.SHA256, "")));
          } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND && !(e instanceof NoSuchBucketException)) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** Writes a small object of our own. */
  String put(String key, byte[] content) {
    return doing("writing", key, () -> put(request(key, content), content));
  }

  /**
   * The same, if the object is still the one with that tag, or (where absent) still none; empty
   * where it is not.
   */
  Optional<String> putIf(String key, byte[] content, Optional<String> etag) {
    return doing(
        "writing",
        key,
        () -> {
          PutObjectRequest.Builder request = request(key, content);
          // Ceph compares the text as it stands, and takes the quotes for part of it.
          etag.ifPresentOrElse(
              tag -> request.ifMatch(tag.replace("\"", "")), () -> request.ifNoneMatch("*"));
          try {
            return Optional.of(put(request, content));
          } catch (S3Exception e) {
            if (e.statusCode() == PRECONDITION_FAILED) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }

  private String put(PutObjectRequest.Builder request, byte[] content) {
    PutObjectResponse put = client.putObject(request.build(), RequestBody.fromBytes(content));
    return put.eTag();
  }

  private PutObjectRequest.Builder request(String key, byte[] content) {
    return request(key, Headers.own(content));
  }

  private PutObjectRequest.Builder request(String key, Headers headers) {
    return PutObjectRequest.builder()
        .bucket(bucket.name())
        .key(key)
        .contentType(headers.mediaType())
        .cacheControl(headers.cacheControl())
        .metadata(metadata(headers));
  }

  private static Map<String, String> metadata(Headers headers) {
    return Map.of(S3Clients.SHA256, headers.sha256().hex());
  }

  /** Writes a file for clients. */
  void put(String key, Headers headers, Content content) {
    doing(
        "writing",
        key,
        () -> {
          if (content.size() <= PartsUpload.PART) {
            return client.putObject(
                request(key, headers).build(),
                RequestBody.fromContentProvider(
                    () -> content.open(0), content.size(), headers.mediaType()));
          }
          new PartsUpload(client, bucket, key).put(headers, content);
          return "";
        });
  }

  /** Copies within the bucket; false where there is nothing to copy. */
  boolean copy(String from, String to, Headers headers) {
    return doing(
        "copying to",
        to,
        () -> {
          try {
            client.copyObject(request ->
                request
                    .sourceBucket(bucket.name())
                    .sourceKey(from)
                    .destinationBucket(bucket.name())
                    .destinationKey(to)
                    .metadataDirective(MetadataDirective.REPLACE)
                    .contentType(headers.mediaType())
                    .cacheControl(headers.cacheControl())
                    .metadata(metadata(headers)));
            return true;
          } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND) {
              return false;
            }
            throw e;
          }
        });
  }

  /** Removes what is there of at most {@link #MOST_DELETED} keys. */
  void delete(List<String> keys) {
    if (keys.size() <= 1) {
      keys.forEach(this::delete);
      return;
    }
    doing(
        "removing",
        keys.getFirst(),
        () -> {
          DeleteObjectsResponse done =
              client.deleteObjects(request ->
                  request
                      .bucket(bucket.name())
                      .delete(list ->
                          list.quiet(true)
                              .objects(
                                  keys.stream()
                                      .map(key -> ObjectIdentifier.builder().key(key).build())
                                      .toList())));
          if (done.hasErrors()) {
            var first = done.errors().getFirst();
            throw SdkException.create(
                "%d of %d stay, as %s: %s"
                    .formatted(done.errors().size(), keys.size(), first.key(), first.message()),
                null);
          }
          return "";
        });
  }

  /** By a request whose answer has no body; see {@link #read}. */
  private void delete(String key) {
    DeleteObjectResponse _ =
        doing(
            "removing",
            key,
            () -> client.deleteObject(request -> request.bucket(bucket.name()).key(key)));
  }

  /** All keys that begin so, ascending by their bytes. Throws what {@link #delete} throws. */
  Iterator<S3Object> list(String prefix) {
    Iterator<S3Object> found =
        doing(
            "listing",
            prefix,
            () ->
                client
                    .listObjectsV2Paginator(request -> request.bucket(bucket.name()).prefix(prefix))
                    .contents()
                    .iterator());
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return doing("listing", prefix, found::hasNext);
      }

      @Override
      public S3Object next() {
        return doing("listing", prefix, found::next);
      }
    };
  }

  private <T> T doing(String what, String key, Supplier<T> action) {
    try {
      return action.get();
    } catch (SdkException e) {
      throw new BucketFailure("%s s3://%s/%s".formatted(what, bucket.name(), key), e);
    }
  }
}
