#!/bin/sh
exec /usr/bin/pgrep -x "$1"
