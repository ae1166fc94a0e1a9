#!/usr/bin/env bash
# The end-to-end tests against real stores, each in its turn:
#   tests/outside.sh KIND...          kinds: moto rgw azurite gcs
# The servers' addresses come from ../shared/stores/start-stores.sh, which must have started them. A store of one's own:
#   AOSBOX_TEST_STORE='s3 ADDRESS BUCKET KEY SECRET REGION' cargo test --test e2e -- restore::
set -euo pipefail
cd "$(dirname "$0")/.."

# What a store has a part in: backups, lists, versions, restores, checks, damage, several computers, counted requests.
modules=(damage:: devices:: requests:: restore::)
# What else, where a server is more than a stand-in for one that is here, too.
further=(bases:: cat:: interruption:: runs:: secrets::no_stored_object secrets::a_wrong_password commands::a_dry_run
  commands::a_name_for_the_device commands::the_upload_limit)
# What is for one of them: death at every single request, against one that is real through and through; the questions of the set-up.
declare -A more=(
  [moto]=
  [rgw]="${further[*]} crash::"
  [azurite]="${further[*]} setup::a_container_of_azure"
  [gcs]="${further[*]} setup::a_bucket_of_google"
)

# Tests of these modules that are about the tests' own server, each with the reason. Other modules hardly meet the store, or (faults)
# break the line before it, which is the same whatever stands behind.
own=(
  on_a_server_that_replaces_objects # none of these stores ignores create-if-absent
  dual::                            # `restore::` names them, too; the drive is what they are about
)

declare -A named
eval "$(../shared/stores/start-stores.sh env)"
named[moto]="s3 $MOTO"
named[rgw]="s3 $RGW"
# The emulator's account and key are the same for everybody.
named[azurite]="azure $AZURITE_BLOB_STORAGE_URL/devstoreaccount1 aos devstoreaccount1"
named[azurite]+=" Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
named[gcs]="google $GCS_BASE_URL aos"

for kind in "$@"; do
  began=$SECONDS
  read -ra chosen <<<"${modules[*]} ${more[$kind]}"
  for name in "${own[@]}"; do chosen+=(--skip "$name"); done
  AOSBOX_TEST_STORE=${named[$kind]} cargo test --locked --test e2e -- "${chosen[@]}"
  echo "$kind: $((SECONDS - began)) s"
done
