#!/bin/sh
# Run once by the image of PostgreSQL, on an empty data folder: the roles and the database of Zhudao, a role for Temporal.
set -eu
psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d postgres \
  -v owner="$OWNER_PASSWORD" -v app="$APP_PASSWORD" -v temporal="$TEMPORAL_PASSWORD" <<'SQL'
CREATE ROLE zhudao_owner LOGIN PASSWORD :'owner';
CREATE ROLE zhudao_app LOGIN PASSWORD :'app';
CREATE ROLE temporal LOGIN CREATEDB PASSWORD :'temporal';
CREATE DATABASE zhudao OWNER zhudao_owner;
SQL
