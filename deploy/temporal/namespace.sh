#!/bin/sh
# Makes the namespace and its search attributes; safe to run at every start.
set -eu
export TEMPORAL_ADDRESS TEMPORAL_NAMESPACE
until temporal operator cluster health >/dev/null 2>&1; do
  echo "waiting for $TEMPORAL_ADDRESS"
  sleep 2
done
temporal operator namespace describe -n "$TEMPORAL_NAMESPACE" >/dev/null 2>&1 ||
  temporal operator namespace create -n "$TEMPORAL_NAMESPACE" --retention 720h
for name in FullCircleProgram FullCircleSite FullCircleStage FullCircleRole FullCircleStatus; do
  temporal operator search-attribute list -n "$TEMPORAL_NAMESPACE" | grep -q "$name" ||
    temporal operator search-attribute create -n "$TEMPORAL_NAMESPACE" --name "$name" --type Keyword
done
