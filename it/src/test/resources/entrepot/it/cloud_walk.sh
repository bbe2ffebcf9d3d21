#!/bin/bash
# The introduction's walk, as a person does it with Debian's awscli. The first thing that is not as it
# should be ends it.
#   cloud_walk.sh ENDPOINT ELSEWHERE IMAGE BARE KERNEL RAMDISK USER-DATA
# ENDPOINT and ELSEWHERE are those of lab-1 and lab-2. `entrepot cloud import-image` made the rest in
# lab-1: IMAGE boots from a volume, BARE is an instance store's without a kernel, KERNEL and RAMDISK
# boot it. The access key stands in the environment.
set -euo pipefail
elsewhere=$2 image=$3 bare=$4 kernel=$5 ramdisk=$6 user_data=$7

aws() { /usr/bin/aws --endpoint-url "$endpoint" --region "$region" --output text ec2 "$@"; }
say() { echo "ok $SECONDS: $*"; }
fail() {
  echo "wrong: $*"
  exit 1
}

# until_says WANTED COMMAND…: asks again and again until the answer has it, for five minutes.
until_says() {
  local wanted=$1 answer='' end=$((SECONDS + 300))
  shift
  while answer=$("$@" 2>&1) && [[ $answer != *"$wanted"* ]] || [[ -z $answer ]]; do
    ((SECONDS < end)) || fail "'$*' does not say '$wanted': $answer"
    sleep 0.3
  done
  [[ $answer == *"$wanted"* ]] || fail "'$*' says: $answer"
  say "$wanted"
}
# refuses CODE COMMAND…
refuses() {
  local code=$1 answer
  shift
  if answer=$("$@" 2>&1); then fail "'$*' is not refused"; fi
  [[ $answer == *"($code)"* ]] || fail "'$*' is refused by: $answer"
  say "$code"
}

run() { aws run-instances --key-name walk --user-data "file://$user_data" --query 'Instances[].InstanceId' "$@"; }
state() { aws describe-instances --instance-ids "$1" --query 'Reservations[].Instances[].State.Name'; }
console() { aws get-console-output --instance-id "$1" --query Output; }
volume() { aws describe-volumes --volume-ids "$1" --query 'Volumes[].[State,Attachments[].State|[0]]'; }
answers() { timeout 3 bash -c "exec 3<>/dev/tcp/$1/22 && printf 'GET / HTTP/1.0\r\n\r\n' >&3 && grep -o open <&3" || echo closed; }

endpoint=$1 region=lab-1

# Where we are, what there is to boot, and a key.
[[ $(aws describe-regions --query 'Regions[].RegionName') == lab-1*lab-2 ]]
[[ $(aws describe-availability-zones --query 'AvailabilityZones[].[ZoneName]') == lab-1a*lab-1b ]]
[[ $(aws describe-images --owners self --query 'Images[].ImageId') == *"$image"* ]]
aws create-key-pair --key-name walk --query KeyMaterial >"$HOME/walk.pem"
grep -q 'BEGIN.* PRIVATE KEY' "$HOME/walk.pem"
aws describe-key-pairs --key-names walk --include-public-key --query 'KeyPairs[].PublicKey' >"$HOME/walk.pub"
grep -q '^ssh-rsa ' "$HOME/walk.pub"

# Two instances in one zone.
read -r one two < <(run --image-id "$image" --instance-type t3.micro --count 2 --placement AvailabilityZone=lab-1b)
until_says running state "$one"
until_says "boot number 1" console "$one"
until_says "entrepot-guest done 0" console "$one"
[[ $(console "$one") == *"entrepot-guest ready $one"*/dev/vda1*/disk* ]] || fail "no root in df: $(console "$one")"
[[ $(aws describe-instance-status --instance-ids "$one" --query 'InstanceStatuses[].InstanceState.Name') == running ]]

# Nobody reaches it until that is authorized, nor after that is revoked.
address=$(aws describe-instances --instance-ids "$one" --query 'Reservations[].Instances[].PublicIpAddress')
[[ $(answers "$address") == closed ]] || fail "port 22 is open"
aws authorize-security-group-ingress --group-name default --protocol tcp --port 22 --cidr 0.0.0.0/0 >/dev/null
until_says open answers "$address"
aws revoke-security-group-ingress --group-name default --protocol tcp --port 22 --cidr 0.0.0.0/0 >/dev/null
[[ $(answers "$address") == closed ]] || fail "port 22 is still open"

# A volume: attached, formatted, written, and read by another instance.
data=$(aws create-volume --size 1 --availability-zone lab-1b --query VolumeId)
until_says available volume "$data"
aws attach-volume --volume-id "$data" --instance-id "$one" --device /dev/sdf >/dev/null
until_says attached volume "$data"
until_says "wrote the marker" console "$one"
refuses VolumeInUse aws attach-volume --volume-id "$data" --instance-id "$two" --device /dev/sdf
aws detach-volume --volume-id "$data" >/dev/null
until_says available volume "$data"
aws attach-volume --volume-id "$data" --instance-id "$two" --device /dev/sdf >/dev/null
until_says "read the marker" console "$two"
aws detach-volume --volume-id "$data" >/dev/null
until_says available volume "$data"
aws delete-volume --volume-id "$data"
aws terminate-instances --instance-ids "$two" >/dev/null

# Stopped and started, its root is still there.
aws stop-instances --instance-ids "$one" >/dev/null
until_says stopped state "$one"
aws start-instances --instance-ids "$one" >/dev/null
until_says "boot number 2" console "$one"

# A snapshot of the root in use becomes an image, which boots, here and in another region.
root=$(aws describe-instances --instance-ids "$one" --query 'Reservations[].Instances[].BlockDeviceMappings[].Ebs.VolumeId')
snapshot=$(aws create-snapshot --volume-id "$root" --description 'in use' --query SnapshotId)
until_says completed aws describe-snapshots --snapshot-ids "$snapshot" --query 'Snapshots[].State'
aws terminate-instances --instance-ids "$one" >/dev/null
image=$(aws register-image --name walked --architecture x86_64 --virtualization-type hvm --root-device-name /dev/sda1 \
  --block-device-mappings "DeviceName=/dev/sda1,Ebs={SnapshotId=$snapshot}" --query ImageId)
three=$(run --image-id "$image" --instance-type t3.micro)
until_says "boot number 3" console "$three"
aws terminate-instances --instance-ids "$three" >/dev/null

endpoint=$elsewhere region=lab-2
refuses InvalidAMIID.NotFound aws describe-images --image-ids "$image"
refuses InvalidInstanceID.NotFound state "$three"
copy=$(aws copy-image --name copied --source-region lab-1 --source-image-id "$image" --query ImageId)
until_says available aws describe-images --image-ids "$copy" --query 'Images[].State'
aws import-key-pair --key-name walk --public-key-material "fileb://$HOME/walk.pub" >/dev/null
four=$(run --image-id "$copy" --instance-type t3.micro)
until_says "boot number 3" console "$four"
[[ $(aws describe-instances --query 'Reservations[].Instances[].Placement.AvailabilityZone') == lab-2a ]]
aws terminate-instances --instance-ids "$four" >/dev/null
endpoint=$1 region=lab-1

# An instance store, a kernel and a ramdisk from elsewhere, and a disk that comes formatted at /mnt.
refuses InvalidAMIID.Malformed run --image-id "$bare" --kernel-id "$ramdisk"
[[ $(aws describe-images --filters Name=image-type,Values=kernel,ramdisk --query 'Images[].ImageId' | xargs -n 1 | sort | xargs) == "$kernel $ramdisk" ]]
five=$(run --image-id "$bare" --kernel-id "$kernel" --ramdisk-id "$ramdisk" --instance-type m1.small)
until_says "boot number 1 by root=LABEL=root" console "$five"
until_says "entrepot-guest done 0" console "$five"
[[ $(console "$five") == */dev/vda*/disk*/dev/vdb*/mnt* ]] || fail "no ephemeral disk in df: $(console "$five")"
[[ $(aws describe-instances --instance-ids "$five" --query 'Reservations[].Instances[].[KernelId,RamdiskId,RootDeviceType]') == "$kernel"*"$ramdisk"*instance-store ]]
refuses UnsupportedOperation aws stop-instances --instance-ids "$five"
aws reboot-instances --instance-ids "$five"
until_says "boot number 2" console "$five"
until_says "was-here" console "$five"

# Terminated, all of it is lost.
aws terminate-instances --instance-ids "$five" --query 'TerminatingInstances[].CurrentState.Name' >/dev/null
until_says terminated state "$five"
six=$(run --image-id "$bare" --kernel-id "$kernel" --ramdisk-id "$ramdisk" --instance-type m1.small)
until_says "entrepot-guest done 0" console "$six"
[[ $(console "$six") == *"boot number 1 "* && $(console "$six") != *was-here* ]] || fail "something is left: $(console "$six")"
aws terminate-instances --instance-ids "$six" >/dev/null

for i in "$one" "$two" "$three" "$six"; do until_says terminated state "$i"; done
aws wait instance-terminated --instance-ids "$one" "$six"
[[ -z $(aws describe-volumes --query 'Volumes[].VolumeId') ]] || fail "volumes are left"
aws deregister-image --image-id "$image"
aws delete-snapshot --snapshot-id "$snapshot"
aws delete-key-pair --key-name walk
echo walked
