# Shared by init and halab-svc: load a service's functions, find its processes, wait for it.
# POSIX sh. Forks are avoided: a start of a node should cost milliseconds.

halab_lib=/usr/lib/halab
halab_log=/var/log/halab/syslog
nl='
'

# Defaults, which a service file replaces where its daemon differs.
svc_defaults() {
  svc_pidfile= # written by the daemon
  svc_comm=    # exact name of its processes as in /proc/PID/stat
  svc_start_checks= # not empty: a start parses all and says what is wrong, as svc_check does
  svc_tag=     # how its lines begin in the log; empty: the log is the daemon's own
  svc_check() { :; }
  svc_pids() { pids_by_comm "$svc_comm"; }
  svc_ready() { main_runs; }
  svc_stop() { stop_main; }
  svc_log() { echo "$halab_log"; }
  svc_inforce() { echo "halab-svc: $1 has no dump of its running configuration" >&2; return 1; }
}

# load_service NAME: defines svc_* of that service; 1 if there is no such service.
load_service() {
  case $1 in '' | *[!a-z0-9-]*) return 1 ;; esac
  [ -r "$halab_lib/services/$1" ] || return 1
  svc_defaults
  . "$halab_lib/services/$1"
}

# pids_by_comm COMM: sets $found and prints it: every live process of exactly that name.
# /proc/PID/exe would be stricter, but is unreadable for other users' processes without
# CAP_SYS_PTRACE, which a node does not have.
pids_by_comm() {
  found=
  for stat in /proc/[0-9]*/stat; do
    read -r pid comm state _ 2> /dev/null < "$stat" || continue
    [ "$comm" = "($1)" ] || continue
    case $state in Z | X) continue ;; esac
    found="$found${found:+ }$pid"
  done
  echo "$found"
}

# main_pid: sets $main and prints it: the pid in the daemon's pid file, if that process is
# alive, is that daemon, and is not a zombie. A stale pid file is no pid.
main_pid() {
  main=
  [ -s "$svc_pidfile" ] || return 1
  read -r main _ < "$svc_pidfile" || [ -n "$main" ] || return 1
  read -r _ comm state _ 2> /dev/null < "/proc/$main/stat" || return 1
  [ "$comm" = "($svc_comm)" ] || return 1
  case $state in Z | X) return 1 ;; esac
  echo "$main"
}

# main_runs: the main process lives and is not stopped by a signal.
main_runs() { main_pid > /dev/null && [ "$state" != T ]; }

# wait_until SECONDS COMMAND...: polls each 10 ms, at first faster; 1 when the time is over.
# The clock is /proc/uptime, so that slow polls on a busy host do not stretch the deadline.
wait_until() {
  read -r up _ < /proc/uptime
  end=$((${up%.*} * 100 + 1${up#*.} - 100 + $1 * 100))
  shift
  nap=0.002 polls=0
  while ! "$@" > /dev/null; do
    [ $((polls += 1)) -le 5 ] || nap=0.01
    read -r up _ < /proc/uptime
    [ $((${up%.*} * 100 + 1${up#*.} - 100)) -lt $end ] || return 1
    sleep $nap
  done
}

no_pids() { [ -z "$(svc_pids)" ]; }
no_main() { ! main_pid > /dev/null; }

# stop_main: TERM to the main process, CONT in case it hangs, KILL what is left after 5 s.
stop_main() {
  if main_pid > /dev/null; then
    kill -TERM "$main" 2> /dev/null
    kill -CONT $(svc_pids) 2> /dev/null
  fi
  wait_until 5 no_pids && return
  kill -KILL $(svc_pids) 2> /dev/null
  wait_until 1 no_pids
}

# kill_all: everything dies in one go. STOP first: else keepalived's parent has time to start
# a new child, or a child to get SIGTERM for its parent's death and to leave gracefully.
kill_all() {
  killed=
  while pids=$(svc_pids) && [ -n "$pids" ]; do
    kill -STOP $pids 2> /dev/null
    kill -KILL $pids 2> /dev/null
    killed="$killed${killed:+ }$pids"
    wait_until 1 no_pids && break
  done
}

# start_ready: starts and waits until ready; what the daemon said goes to stdout when it does not
# come up: 1 when it does not start, 2 when it is not ready in time. It says it into a file: a daemon
# may keep its stderr open, and a pipe would never end.
start_ready() {
  said=/run/halab/start.$svc_comm
  svc_start > "$said" 2>&1 < /dev/null || { cat "$said"; return 1; }
  ! wait_until 5 svc_ready || return 0
  cat "$said"
  return 2
}

# log_lines N: the last N lines of the service's log that are the service's own.
log_lines() {
  file=$(svc_log)
  [ -n "$file" ] && [ -r "$file" ] || return 0
  if [ -n "$svc_tag" ]; then
    grep -a "\] [a-z0-9]*\.[a-z]* $svc_tag" "$file" | tail -n "$1"
  else
    tail -n "$1" "$file"
  fi
}
