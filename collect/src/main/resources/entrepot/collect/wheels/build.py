# Builds one wheel inside the sandbox. Reads {"requirement", "port"} as JSON, prints one line of JSON
# and then the wheel's bytes; all else that is printed goes to standard error, the build's log.
import json
import os
import socket
import subprocess
import sys
import threading

SOCKET = "/run/entrepot/index.sock"
FREE = 1 << 18


def pump(source, target):
    try:
        while data := source.recv(65536):
            target.sendall(data)
    except OSError:
        pass
    finally:
        try:
            target.shutdown(socket.SHUT_WR)
        except OSError:
            pass


def connect(client):
    with client, socket.socket(socket.AF_UNIX) as index:
        index.connect(SOCKET)
        back = threading.Thread(target=pump, args=(index, client), daemon=True)
        back.start()
        pump(client, index)
        back.join()


def forward(listener):
    while True:
        client, _ = listener.accept()
        threading.Thread(target=connect, args=(client,), daemon=True).start()


def full():
    left = os.statvfs("/work")
    return left.f_bavail * left.f_frsize < FREE


def end(header, content=b""):
    out = sys.stdout.buffer
    out.write(json.dumps(header).encode() + b"\n")
    out.write(content)
    out.flush()
    # Threads and whatever the build left running end with this process.
    os._exit(0)


request = json.load(sys.stdin)
for folder in ("tmp", "home", "out"):
    os.mkdir("/work/" + folder)
listener = socket.create_server(("127.0.0.1", request["port"]), backlog=64)
threading.Thread(target=forward, args=(listener,), daemon=True).start()
index = "http://127.0.0.1:%d/simple/" % request["port"]
pip = subprocess.Popen(
    [sys.executable, "-m", "pip", "--isolated", "--disable-pip-version-check", "--no-input"]
    + ["wheel", "--no-deps", "--use-pep517", "--no-cache-dir", "--progress-bar=off"]
    + ["--index-url", index, "--wheel-dir", "/work/out", request["requirement"]],
    stdin=subprocess.DEVNULL,
    stdout=sys.stderr,
)
while True:
    try:
        code = pip.wait(0.1)
        break
    except subprocess.TimeoutExpired:
        if full():
            end({"limit": "disk"})
wheels = os.listdir("/work/out")
if code != 0:
    end({"limit": "disk"} if full() else {"failed": "pip ended with %d" % code})
if len(wheels) != 1:
    end({"failed": "pip made %d files where one wheel was to be" % len(wheels)})
with open("/work/out/" + wheels[0], "rb") as wheel:
    end({"wheel": wheels[0]}, wheel.read())
