package entrepot.cloud.ec2.image;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.ec2.TagSpecifications;
import entrepot.cloud.volume.ImageCapture;
import software.amazon.awssdk.services.ec2.model.CreateImageRequest;
import software.amazon.awssdk.services.ec2.model.CreateImageResponse;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** Makes an image of a running or stopped instance. */
final class CreateImage implements Action<CreateImageRequest, CreateImageResponse> {
  private final ImageCapture capture;

  CreateImage(ImageCapture capture) {
    this.capture = capture;
  }

  @Override
  public Class<CreateImageRequest> request() {
    return CreateImageRequest.class;
  }

  @Override
  public void check(CreateImageRequest request, Call call) {
    capture.planned(call.book(), call.account(), asked(request));
  }

  @Override
  public CreateImageResponse run(CreateImageRequest request, Call call) {
    return CreateImageResponse.builder()
        .imageId(capture.capture(call.account(), asked(request)).id())
        .build();
  }

  private static ImageCapture.Asked asked(CreateImageRequest request) {
    if (request.name() == null || request.instanceId() == null) {
      throw Ec2Failure.of(
          "MissingParameter", "The request must contain the parameters name and instanceId");
    }
    return new ImageCapture.Asked(
        request.instanceId(),
        request.name(),
        request.description(),
        Boolean.TRUE.equals(request.noReboot()),
        request.blockDeviceMappings(),
        TagSpecifications.of(request.tagSpecifications(), ResourceType.IMAGE),
        TagSpecifications.of(request.tagSpecifications(), ResourceType.SNAPSHOT));
  }
}
