package entrepot.cloud.ec2.image;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.ec2.TagSpecifications;
import entrepot.cloud.volume.Images;
import entrepot.cloud.volume.NewImage;
import software.amazon.awssdk.services.ec2.model.DeviceType;
import software.amazon.awssdk.services.ec2.model.RegisterImageRequest;
import software.amazon.awssdk.services.ec2.model.RegisterImageResponse;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** Registers a machine image whose root is a snapshot. */
final class RegisterImage implements Action<RegisterImageRequest, RegisterImageResponse> {
  private final Images images;

  RegisterImage(Images images) {
    this.images = images;
  }

  @Override
  public Class<RegisterImageRequest> request() {
    return RegisterImageRequest.class;
  }

  @Override
  public void check(RegisterImageRequest request, Call call) {
    images.registered(call.book(), call.account(), asked(request));
  }

  @Override
  public RegisterImageResponse run(RegisterImageRequest request, Call call) {
    return RegisterImageResponse.builder()
        .imageId(images.register(call.account(), asked(request)).id())
        .build();
  }

  private static NewImage asked(RegisterImageRequest request) {
    if (request.imageLocation() != null) {
      throw Ec2Failure.of(
          "UnsupportedOperation",
          "The lab cloud registers snapshots, and imports files by `entrepot cloud import-image`;"
              + " it reads no bundles of S3.");
    }
    if (request.name() == null) {
      throw Ec2Failure.of("MissingParameter", "The request must contain the parameter name");
    }
    return new NewImage(
        request.name(),
        request.description(),
        request.architectureAsString() == null ? "i386" : request.architectureAsString(),
        DeviceType.EBS,
        request.rootDeviceName() == null ? "/dev/sda1" : request.rootDeviceName(),
        request.blockDeviceMappings(),
        request.virtualizationType(),
        request.kernelId(),
        request.ramdiskId(),
        TagSpecifications.of(request.tagSpecifications(), ResourceType.IMAGE));
  }
}
