package entrepot.cloud.ec2.image;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.TagSpecifications;
import entrepot.cloud.volume.ImageCopies;
import software.amazon.awssdk.services.ec2.model.CopyImageRequest;
import software.amazon.awssdk.services.ec2.model.CopyImageResponse;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** Copies an image of another region into this one. */
final class CopyImage implements Action<CopyImageRequest, CopyImageResponse> {
  private final ImageCopies copies;

  CopyImage(ImageCopies copies) {
    this.copies = copies;
  }

  @Override
  public Class<CopyImageRequest> request() {
    return CopyImageRequest.class;
  }

  @Override
  public void check(CopyImageRequest request, Call call) {
    copies.copyable(call.account(), request);
  }

  @Override
  public CopyImageResponse run(CopyImageRequest request, Call call) {
    return CopyImageResponse.builder()
        .imageId(
            copies
                .copy(
                    call.account(),
                    request,
                    TagSpecifications.of(request.tagSpecifications(), ResourceType.IMAGE))
                .id())
        .build();
  }
}
