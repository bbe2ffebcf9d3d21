package entrepot.cloud.ec2.image;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.volume.Images;
import entrepot.cloud.volume.Lookup;
import software.amazon.awssdk.services.ec2.model.DeregisterImageRequest;
import software.amazon.awssdk.services.ec2.model.DeregisterImageResponse;

/** Forgets an image; instances and snapshots of it stay. */
final class DeregisterImage implements Action<DeregisterImageRequest, DeregisterImageResponse> {
  private final Images images;

  DeregisterImage(Images images) {
    this.images = images;
  }

  @Override
  public Class<DeregisterImageRequest> request() {
    return DeregisterImageRequest.class;
  }

  @Override
  public void check(DeregisterImageRequest request, Call call) {
    Lookup.ownImage(call.book(), call.account(), request.imageId());
  }

  @Override
  public DeregisterImageResponse run(DeregisterImageRequest request, Call call) {
    images.deregister(call.account(), request.imageId());
    return DeregisterImageResponse.builder().build();
  }
}
