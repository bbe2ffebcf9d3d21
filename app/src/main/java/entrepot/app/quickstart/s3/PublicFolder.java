package entrepot.app.quickstart.s3;

import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Objects in a folder, as a real bucket with a policy has them: anybody may read, and a key that
 * ends with a slash has content like any other, which no file of that name could have.
 */
final class PublicFolder extends ForwardingBlobStore {
  private static final String PAGE = ".page-of-the-folder";

  private final AtomicLong reads = new AtomicLong();

  PublicFolder(BlobStore files) {
    super(files);
  }

  /** How often an object was asked for, whether it was there or not. */
  long reads() {
    return reads.get();
  }

  private static String file(String key) {
    return key.endsWith("/") ? key + PAGE : key;
  }

  private static String key(String file) {
    return file.endsWith("/" + PAGE) ? file.substring(0, file.length() - PAGE.length()) : file;
  }

  @Override
  public ObjectCannedACL getBlobAccess(String bucket, String key) {
    return ObjectCannedACL.PUBLIC_READ;
  }

  @Override
  public boolean blobExists(String bucket, String key) {
    return super.blobExists(bucket, file(key));
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
    return super.putBlob(request.toBuilder().key(file(request.key())).build(), content);
  }

  @Override
  public CopyObjectResponse copyBlob(CopyObjectRequest request) {
    return super.copyBlob(
        request.toBuilder()
            .sourceKey(file(request.sourceKey()))
            .destinationKey(file(request.destinationKey()))
            .build());
  }

  @Override
  public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
    return super.blobMetadata(request.toBuilder().key(file(request.key())).build());
  }

  @Override
  public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
    reads.incrementAndGet();
    return super.getBlob(request.toBuilder().key(file(request.key())).build());
  }

  @Override
  public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
    return super.removeBlob(request.toBuilder().key(file(request.key())).build());
  }

  @Override
  public ListObjectsV2Response list(ListObjectsV2Request request) {
    ListObjectsV2Response listed = super.list(request);
    return listed.toBuilder()
        .contents(listed.contents().stream().map(PublicFolder::renamed).toArray(S3Object[]::new))
        .build();
  }

  private static S3Object renamed(S3Object object) {
    return object.toBuilder().key(key(object.key())).build();
  }
}
