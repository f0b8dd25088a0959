#!/bin/sh
# Makes or upgrades Temporal's two schemas; safe to run at every start.
set -eu
tool() {
  temporal-sql-tool --plugin postgres12 --endpoint postgresql --port 5432 --user temporal "$@"
}
for pair in temporal:temporal temporal_visibility:visibility; do
  database=${pair%%:*}
  folder=${pair##*:}
  # Fails where the version table is there already, and then there is nothing to set up.
  tool --database "$database" setup-schema -v 0.0 || echo "$database: schema version table is there"
  tool --database "$database" update-schema -d "/etc/temporal/schema/postgresql/v12/$folder/versioned"
done
