#!/bin/sh
# The code and name of every region of a country, one a line, from as many pages as it takes.
#
#   sh regions.sh [ADDRESS OF THE SITE] [COUNTRY]
#
# Needs curl. With --retry it waits as long as the site asks if it was asked too often.
set -eu

site=${1:-http://localhost:8000}
country=${2:-BE}

page="$site/api/v1/regions/?country=$country&fields=code,official_name&size=100"
while [ -n "$page" ]; do
    answer=$(curl --silent --show-error --fail --retry 3 "$page")
    printf '%s\n' "$answer" |
        tr '{' '\n' |
        sed -n 's/^"code":"\([^"]*\)","official_name":"\(.*\)"}.*/\1 \2/p'
    page=$(printf '%s\n' "$answer" | sed -n 's/^{"count":[0-9]*,"next":"\([^"]*\)".*/\1/p')
done
