"""The introduction's walk with boto3: images, keys, an instance, its console, a firewall, volumes,
stop and start, a snapshot that becomes an image with a kernel and a ramdisk of its own, a copy of it
in another region, ephemeral disks. Arguments: the endpoints of lab-1 and lab-2, an image whose root is
a volume, a kernel, a ramdisk, the file of the user data. Says what it does; the first thing that is
not as it should be ends it."""

import re
import socket
import sys
import time

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

ENDPOINT, ELSEWHERE, IMAGE, KERNEL, RAMDISK, GUEST = sys.argv[1:7]
ZONE = "lab-1a"

with open(GUEST) as f:
    USER_DATA = f.read()


def client(endpoint, region):
    return boto3.client(
        "ec2",
        endpoint_url=endpoint,
        region_name=region,
        config=Config(retries={"max_attempts": 0}, proxies={}),
    )


ec2 = client(ENDPOINT, "lab-1")


def until(what, look, seconds=300):
    end = time.monotonic() + seconds
    while True:
        seen = look()
        if seen:
            print("ok:", what, flush=True)
            return seen
        if time.monotonic() > end:
            sys.exit("not within %d s: %s" % (seconds, what))
        time.sleep(0.3)


def instance(i):
    return ec2.describe_instances(InstanceIds=[i])["Reservations"][0]["Instances"][0]


def state(i, wanted):
    until("%s is %s" % (i, wanted), lambda: instance(i)["State"]["Name"] == wanted)


def console(i):
    return ec2.get_console_output(InstanceId=i).get("Output", "")


def prints(i, text):
    until("%s prints '%s'" % (i, text), lambda: text in console(i))


def answers(address):
    try:
        with socket.create_connection((address, 22), timeout=1) as s:
            s.sendall(b"GET / HTTP/1.0\r\n\r\n")
            return b"open" in s.recv(4096)
    except OSError:
        return False


def run(image, count=1):
    made = ec2.run_instances(
        ImageId=image,
        MinCount=count,
        MaxCount=count,
        InstanceType="t3.micro",
        KeyName="walk",
        UserData=USER_DATA,
        Placement={"AvailabilityZone": ZONE},
        TagSpecifications=[
            {"ResourceType": "instance", "Tags": [{"Key": "Name", "Value": "walk"}]}
        ],
    )
    assert made["ReservationId"].startswith("r-"), made
    for i in made["Instances"]:
        assert i["State"] == {"Code": 0, "Name": "pending"}, i
    return [i["InstanceId"] for i in made["Instances"]]


images = ec2.describe_images(Owners=["self"])["Images"]
assert IMAGE in [i["ImageId"] for i in images], images
key = ec2.create_key_pair(KeyName="walk")
assert "PRIVATE KEY" in key["KeyMaterial"]

one, two = run(IMAGE, 2)
state(one, "running")
state(two, "running")
seen = instance(one)
assert seen["KeyName"] == "walk" and seen["Placement"]["AvailabilityZone"] == ZONE, seen
assert seen["RootDeviceType"] == "ebs" and seen["PrivateIpAddress"].startswith("172.31."), seen
assert seen["NetworkInterfaces"][0]["Attachment"]["DeviceIndex"] == 0, seen
root = seen["BlockDeviceMappings"][0]["Ebs"]["VolumeId"]
named = ec2.describe_instances(
    Filters=[{"Name": "tag:Name", "Values": ["wal*"]}, {"Name": "instance-state-name", "Values": ["running"]}]
)
assert sum(len(r["Instances"]) for r in named["Reservations"]) == 2, named
prints(one, "entrepot-guest ready " + one)
prints(one, "boot number 1")
prints(two, "boot number 1")
prints(one, "entrepot-guest done 0")

public = seen["PublicIpAddress"]
assert not answers(public), "port 22 answers before it is authorized"
ec2.authorize_security_group_ingress(
    GroupName="default", IpProtocol="tcp", FromPort=22, ToPort=22, CidrIp="0.0.0.0/0"
)
until("port 22 answers", lambda: answers(public))
ec2.revoke_security_group_ingress(
    GroupName="default", IpProtocol="tcp", FromPort=22, ToPort=22, CidrIp="0.0.0.0/0"
)
assert not answers(public), "port 22 answers after it is revoked"


def volume(v):
    return ec2.describe_volumes(VolumeIds=[v])["Volumes"][0]


data = ec2.create_volume(Size=1, AvailabilityZone=ZONE)["VolumeId"]
until("the volume is available", lambda: volume(data)["State"] == "available")
for i, text in ((one, "wrote the marker"), (two, "read the marker")):
    ec2.attach_volume(VolumeId=data, InstanceId=i, Device="/dev/xvdb")
    until("the volume is attached", lambda: volume(data)["Attachments"][0]["State"] == "attached")
    prints(i, text)
    mapped = {m["DeviceName"]: m["Ebs"]["VolumeId"] for m in instance(i)["BlockDeviceMappings"]}
    assert mapped["/dev/xvdb"] == data, mapped
    ec2.detach_volume(VolumeId=data)
    until("the volume is detached", lambda: volume(data)["State"] == "available")

try:
    ec2.start_instances(InstanceIds=["i-00000000000000000"])
    sys.exit("an instance that is not there starts")
except ClientError as e:
    assert e.response["Error"]["Code"] == "InvalidInstanceID.NotFound", e

stopping = ec2.stop_instances(InstanceIds=[one])["StoppingInstances"][0]
assert stopping["PreviousState"]["Name"] == "running", stopping
assert stopping["CurrentState"] == {"Code": 64, "Name": "stopping"}, stopping
state(one, "stopped")
stopped = instance(one)
assert stopped["StateReason"]["Code"] == "Client.UserInitiatedShutdown", stopped
assert stopped["StateTransitionReason"].startswith("User initiated ("), stopped
assert "PublicIpAddress" not in stopped, stopped
ec2.start_instances(InstanceIds=[one])
state(one, "running")
assert instance(one)["BlockDeviceMappings"][0]["Ebs"]["VolumeId"] == root
prints(one, "boot number 2")

snapshot = ec2.create_snapshot(VolumeId=root, Description="in use")["SnapshotId"]
until(
    "the snapshot is completed",
    lambda: ec2.describe_snapshots(SnapshotIds=[snapshot])["Snapshots"][0]["State"] == "completed",
)
registered = ec2.register_image(
    Name="walked",
    Architecture="x86_64",
    RootDeviceName="/dev/sda1",
    KernelId=KERNEL,
    RamdiskId=RAMDISK,
    BlockDeviceMappings=[{"DeviceName": "/dev/sda1", "Ebs": {"SnapshotId": snapshot}}],
)["ImageId"]
(three,) = run(registered)
state(three, "running")
prints(three, "boot number 3 by root=LABEL=root")
assert instance(three)["KernelId"] == KERNEL and instance(three)["RamdiskId"] == RAMDISK

ec2.modify_instance_attribute(InstanceId=two, DisableApiTermination={"Value": True})
try:
    ec2.terminate_instances(InstanceIds=[two])
    sys.exit("a protected instance is terminated")
except ClientError as e:
    assert e.response["Error"]["Code"] == "OperationNotPermitted", e
ec2.modify_instance_attribute(InstanceId=two, DisableApiTermination={"Value": False})
kept = instance(two)["BlockDeviceMappings"][0]
ec2.modify_instance_attribute(
    InstanceId=two,
    BlockDeviceMappings=[{"DeviceName": kept["DeviceName"], "Ebs": {"DeleteOnTermination": False}}],
)
ec2.terminate_instances(InstanceIds=[one, two, three])
for i in (one, two, three):
    state(i, "terminated")
left = {v["VolumeId"]: v["State"] for v in ec2.describe_volumes()["Volumes"]}
assert left == {data: "available", kept["Ebs"]["VolumeId"]: "available"}, left

# Elsewhere, with copies of its snapshot, kernel and ramdisk; a type with a disk, mapped as asked.
ec2 = client(ELSEWHERE, "lab-2")
try:
    ec2.describe_images(ImageIds=[registered])
    sys.exit("an image of another region is here")
except ClientError as e:
    assert e.response["Error"]["Code"] == "InvalidAMIID.NotFound", e
copied = ec2.copy_image(Name="copied", SourceRegion="lab-1", SourceImageId=registered)["ImageId"]


def copy():
    return ec2.describe_images(ImageIds=[copied])["Images"][0]


until("the copy is available", lambda: copy()["State"] == "available")
assert copy()["KernelId"] not in ("", KERNEL) and copy()["RamdiskId"] not in ("", RAMDISK), copy()
assert copy()["BlockDeviceMappings"][0]["Ebs"]["SnapshotId"] != snapshot, copy()
(four,) = [
    i["InstanceId"]
    for i in ec2.run_instances(
        ImageId=copied,
        MinCount=1,
        MaxCount=1,
        InstanceType="m1.small",
        UserData=USER_DATA,
        BlockDeviceMappings=[{"DeviceName": "/dev/sdc", "VirtualName": "ephemeral0"}],
    )["Instances"]
]
prints(four, "boot number 3 by root=LABEL=root")
prints(four, "entrepot-guest done 0")
assert re.search("/dev/vdb .* /mnt", console(four)), "no ephemeral disk in df"
assert instance(four)["KernelId"] == copy()["KernelId"], instance(four)
ec2.terminate_instances(InstanceIds=[four])
state(four, "terminated")
print("walked", flush=True)
