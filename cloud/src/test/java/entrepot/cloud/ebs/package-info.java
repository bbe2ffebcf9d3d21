/** The EBS direct API, with boto3 as the client. */
@NullMarked
package entrepot.cloud.ebs;

import org.jspecify.annotations.NullMarked;
