#!/bin/sh
# Runs once, when the cluster is made: a database and a role each for Full Circle and for Temporal.
set -eu
psql -v ON_ERROR_STOP=1 -U postgres -d postgres \
  -v fullcircle="$FULLCIRCLE_DB_PASSWORD" -v temporal="$TEMPORAL_DB_PASSWORD" <<'SQL'
CREATE ROLE fullcircle LOGIN PASSWORD :'fullcircle';
CREATE ROLE temporal LOGIN CREATEDB PASSWORD :'temporal';
CREATE DATABASE fullcircle OWNER fullcircle;
CREATE DATABASE temporal OWNER temporal;
CREATE DATABASE temporal_visibility OWNER temporal;
SQL
