# Shared by init and halab-svc: load a service's functions, find its processes, wait for it.
# POSIX sh. Forks are avoided: a start of a node should cost milliseconds.

# Where our own programs are first: what somebody puts beside them is not taken for them.
export PATH=/usr/bin:/usr/sbin:/bin:/sbin:/usr/local/bin:/usr/local/sbin
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
  svc_chatter= # in what a check or start says that goes well: lines that are no warning; empty: all are
  svc_log_socket= # where it looks for /dev/log inside of its chroot; read as the image is built
  svc_files=   # patterns of the files that it reads as it starts; what these name belongs to them
  svc_start_s= # seconds that its start may take, where that is more than a moment: what it makes at its first one
  svc_boot_only= # not empty: it does at boot what cannot be done a second time
  svc_check() { :; }
  svc_pids() { pids_by_comm "$svc_comm"; }
  svc_ready() { main_runs; }
  svc_gave_up() { return 1; } # after its start it has decided not to serve; it says why
  svc_stop() { stop_main; }
  svc_log() { echo "$halab_log"; }
  svc_discreet() { cat; } # what the daemon and its checker said, without secrets that they quote
  svc_in_force() { echo "halab-svc: $1 has no dump of its running configuration" >&2; return 1; }
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

# checked: sets $out to what the checker said, as it may be passed on; it may say something and accept all the same.
checked() {
  out=$(svc_check 2>&1)
  set -- $?
  [ -z "$out" ] || out=$(printf '%s\n' "$out" | svc_discreet)
  return "$1"
}

# Giving up is rare and dear to find out: it is asked for at every eighth poll.
start_decided() {
  if svc_ready; then decided=ready
  elif [ $((polls % 8)) -eq 7 ] && why=$(svc_gave_up); then decided=gone
  else return 1
  fi
}

# start_ready: starts and waits until ready; what the daemon said goes to stdout when it does not
# come up: 1 when it does not start, 2 when it is not ready in time. It says it into a file: a daemon
# may keep its stderr open, and a pipe would never end.
start_ready() {
  said=/run/halab/start.$svc_comm decided=
  svc_start > "$said" 2>&1 < /dev/null || { svc_discreet < "$said"; return 1; }
  ! wait_until 5 start_decided || [ $decided = gone ] || return 0
  svc_discreet < "$said"
  [ -n "$decided" ] || return 2
  printf '%s\n' "$why"
  return 1
}

# keep_warnings NAME TEXT: what a daemon said of its configuration and runs with it all the same.
keep_warnings() {
  [ -n "$svc_chatter" ] || return 0
  : > "/run/halab/warned.$1"
  [ -z "$2" ] || printf '%s\n' "$2" | grep -avE "$svc_chatter|^\$" > "/run/halab/warned.$1" || :
}

# The same where the start is the check.
keep_start_warnings() {
  [ -n "$svc_start_checks" ] && [ -n "$svc_chatter" ] || return 0
  [ ! -s "/run/halab/start.$svc_comm" ] || set -- "$1" "$(svc_discreet < "/run/halab/start.$svc_comm")"
  keep_warnings "$1" "${2-}"
}

# log_lines N: the last N lines of the service's log that are the service's own.
log_lines() {
  file=$(svc_log)
  [ -n "$file" ] && [ -r "$file" ] || return 0
  if [ -n "$svc_tag" ]; then
    grep -a "\] [a-z0-9]*\.[a-z]* $svc_tag" "$file" | tail -n "$1" | svc_discreet
  else
    tail -n "$1" "$file" | svc_discreet
  fi
}
