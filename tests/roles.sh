#!/usr/bin/env bash
# The roles of a machine and of a container at the addresses that AWS gives them, in a network of one's own: moto is store and machine.
# Root is needed, Debian's package iproute2, and moto's server as `PYTHON MOTO`.
#   tests/roles.sh PROGRAM PYTHON MOTO
set -euo pipefail
program=$(realpath "$1") python=$(realpath -s "$2") moto=$(realpath "$3")

if [ "${4:-}" != inside ]; then
  home=$(mktemp -d)
  trap 'rm -rf "$home"' EXIT
  code=0
  HOME=$home timeout 120 unshare --net --pid --fork --kill-child "$0" "$program" "$python" "$moto" inside || code=$?
  if [ $code = 77 ]; then
    echo 'A network of its own cannot be made here: NOT CHECKED.'
    code=0
  fi
  exit $code
fi

for name in $(compgen -e); do
  case $name in AWS_* | AOSBOX_* | XDG_* | DBUS_* | *_proxy | *_PROXY) unset "$name" ;; esac
done
ip link set lo up && ip address add 169.254.169.254/32 dev lo && ip address add 169.254.170.2/32 dev lo || exit 77
cd "$HOME"
export AOSBOX_PASSWORD=password AOSBOX_PROGRESS=none LC_ALL=C.UTF-8
printf '[credentials]\nkeep = "file"\n' >settings.toml
export AOSBOX_CONFIG=$HOME/settings.toml
mkdir files
echo hello >files/letter.txt

fail() {
  echo "tests/roles.sh: $*" >&2
  exit 1
}

# Without any: told within seconds.
began=$SECONDS
said=$("$program" login s3://aos/none --create --endpoint http://127.0.0.1:9000 2>&1) && fail 'a login without credentials'
grep -q 'no credentials' <<<"$said" || fail "$said"
[ $((SECONDS - began)) -lt 15 ] || fail "$((SECONDS - began)) s to say that there are none"

"$python" "$moto" -H 169.254.169.254 -p 80 >moto.log 2>&1 &
"$python" - >container.log 2>&1 <<'PYTHON' &
import http.server, json


class Container(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = {"AccessKeyId": "of-the-container", "SecretAccessKey": "s", "Token": "t", "Expiration": "2999-01-01T00:00:00Z"}
        self.send_response(200 if self.path == "/v2/credentials/1" else 404)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())


http.server.HTTPServer(("169.254.170.2", 80), Container).serve_forever()
PYTHON
for _ in $(seq 200); do
  curl -s -o /dev/null -X PUT http://169.254.169.254/aos && curl -s -o /dev/null http://169.254.170.2/ && break
  sleep 0.1
done

store=(--create --endpoint http://169.254.169.254 --allow-http)
"$program" -q login s3://aos/machine "${store[@]}" --account machine >/dev/null
"$program" -q backup files --account machine
"$program" -q check --read-data --account machine
grep -q 'GET /latest/meta-data/iam/security-credentials/default-role' moto.log || fail 'the machine was not asked'

export AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=/v2/credentials/1
"$program" -q login s3://aos/container "${store[@]}" --account container >/dev/null
"$program" -q backup files --account container
grep -q 'GET /v2/credentials/1' container.log || fail 'the container was not asked'
export AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=/v2/credentials/2
said=$("$program" ls --account container 2>&1) && fail 'a container that refuses'
grep -q '169.254.170.2/v2/credentials/2' <<<"$said" || fail "$said"
echo 'roles: none, of the machine, of the container'
