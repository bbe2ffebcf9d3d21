package entrepot.cloud.ec2.image;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.record.Row;
import entrepot.cloud.volume.Lookup;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import software.amazon.awssdk.services.ec2.model.EnableImageDeprecationRequest;
import software.amazon.awssdk.services.ec2.model.EnableImageDeprecationResponse;
import software.amazon.awssdk.services.ec2.model.Image;

/** Says from when on others are not shown an image any more, rounded to the minute. */
final class EnableImageDeprecation
    implements Action<EnableImageDeprecationRequest, EnableImageDeprecationResponse> {
  private static final int YEARS = 10;

  @Override
  public Class<EnableImageDeprecationRequest> request() {
    return EnableImageDeprecationRequest.class;
  }

  @Override
  public void check(EnableImageDeprecationRequest request, Call call) {
    Lookup.ownImage(call.book(), call.account(), request.imageId());
    Instant now = call.region().clock().instant();
    if (request.deprecateAt() == null) {
      throw Ec2Failure.of("MissingParameter", "The request must contain the parameter DeprecateAt");
    }
    if (request.deprecateAt().isBefore(now)
        || request
            .deprecateAt()
            .isAfter(now.atOffset(ZoneOffset.UTC).plusYears(YEARS).toInstant())) {
      throw Ec2Failure.of(
          "InvalidParameterValue",
          "The time of deprecation is in the future, and at most " + YEARS + " years from now.");
    }
  }

  @Override
  public EnableImageDeprecationResponse run(EnableImageDeprecationRequest request, Call call) {
    check(request, call);
    Instant minute = request.deprecateAt().plusSeconds(30).truncatedTo(ChronoUnit.MINUTES);
    String time = minute.toString().replace("Z", ".000Z");
    call.book()
        .update(draft -> {
          Row<Image> row = Lookup.ownImage(draft, call.account(), request.imageId());
          draft.put(row.with(row.value().copy(i -> i.deprecationTime(time))));
        });
    return EnableImageDeprecationResponse.builder().returnValue(true).build();
  }
}
