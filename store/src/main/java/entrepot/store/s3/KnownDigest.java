package entrepot.store.s3;

import entrepot.kit.Digest;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.checksums.DefaultChecksumAlgorithm;
import software.amazon.awssdk.checksums.spi.ChecksumAlgorithm;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.scheme.AwsV4AuthScheme;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignRequest;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignedRequest;
import software.amazon.awssdk.http.auth.spi.signer.PayloadChecksumStore;
import software.amazon.awssdk.http.auth.spi.signer.SdkInternalHttpSignerProperty;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.identity.spi.IdentityProviders;

/**
 * Signs the body of an object by the sha256 that its metadata tells, instead of reading it once
 * more to learn what is known already. The provider holds the body that arrives against it, so that
 * no byte gets there that changed on the way or lay wrong on our disk.
 */
final class KnownDigest implements AwsV4AuthScheme, AwsV4HttpSigner {
  /** The header that tells it: the object's own metadata. */
  static final String HEADER = "x-amz-meta-" + S3Clients.SHA256;

  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

  @Override
  public String schemeId() {
    return AwsV4AuthScheme.SCHEME_ID;
  }

  @Override
  public @Nullable IdentityProvider<AwsCredentialsIdentity> identityProvider(
      IdentityProviders providers) {
    return providers.identityProvider(AwsCredentialsIdentity.class);
  }

  @Override
  public AwsV4HttpSigner signer() {
    return this;
  }

  @Override
  public SignedRequest sign(SignRequest<? extends AwsCredentialsIdentity> request) {
    Optional<ContentStreamProvider> body = request.payload();
    if (body.isEmpty()) {
      return signer.sign(request);
    }
    SignRequest.Builder<? extends AwsCredentialsIdentity> signing =
        request.toBuilder().putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, true);
    Optional<Digest> known = known(request.request());
    if (known.isEmpty()) {
      return signer.sign(signing.build());
    }
    signing
        .payload(InputStream::nullInputStream)
        // Only a signer that was asked for a checksum looks where one may be known.
        .putProperty(AwsV4FamilyHttpSigner.CHECKSUM_ALGORITHM, DefaultChecksumAlgorithm.SHA256)
        .putProperty(SdkInternalHttpSignerProperty.CHECKSUM_STORE, new Known(known.get().bytes()));
    return SignedRequest.builder()
        .request(signer.sign(signing.build()).request())
        .payload(body.get())
        .build();
  }

  /** Of a request whose body is the object whole: not a part, not a copy. */
  private static Optional<Digest> known(SdkHttpRequest request) {
    boolean whole =
        request.method() == SdkHttpMethod.PUT
            && request.rawQueryParameters().isEmpty()
            && request.firstMatchingHeader("x-amz-copy-source").isEmpty();
    return whole ? request.firstMatchingHeader(HEADER).map(Digest::sha256) : Optional.empty();
  }

  @Override
  public CompletableFuture<AsyncSignedRequest> signAsync(
      AsyncSignRequest<? extends AwsCredentialsIdentity> request) {
    return signer.signAsync(request);
  }

  /** Where the signer looks before it trusts what it has read. */
  @SuppressWarnings("ArrayRecordComponent") // never written to
  private record Known(byte[] sha256) implements PayloadChecksumStore {
    @Override
    public byte @Nullable [] getChecksumValue(ChecksumAlgorithm algorithm) {
      return containsChecksumValue(algorithm) ? sha256 : null;
    }

    @Override
    public boolean containsChecksumValue(ChecksumAlgorithm algorithm) {
      return algorithm.algorithmId().equals("SHA256");
    }

    @Override
    public byte @Nullable [] putChecksumValue(ChecksumAlgorithm algorithm, byte[] value) {
      return null;
    }
  }
}
