/**
 * What asks the checkers, in a spare machine (sh). stdin: base64 of a tar with a folder for each node: `services`,
 * `hosts`, `paths` and `root/`, its files. Each node's files are laid out where the node has them, checked, and taken
 * away again. stdout: "NUMBER SERVICE CODE" and, in a line of its own, base64 of what was said.
 *
 * Some files make a checker run what a student wrote (lua-load, plugins). So it runs as a user without any right, who
 * can write nowhere; and nothing of it is left when the next one's turn comes.
 */
export const checkScript = `
. /usr/lib/halab/lib.sh
work=/var/lib/halab-checks user=64999
rm -rf "$work"
mkdir -m 711 "$work" && base64 -d | tar -x -C "$work" -f - || exit 1
chmod go-w /tmp /var/tmp /run/lock /dev/shm /dev/mqueue 2> /dev/null
groups=$(awk -F: '$3 >= 100 && $3 < 1000 { printf "%s%s", sep, $3; sep = "," }' /etc/group)
ask='. /usr/lib/halab/lib.sh; load_service "$1" || exit 1; checked; code=$?; printf "%s\\n" "$out"; exit $code'

# Keys that a checker makes for itself, before anybody's files are there.
[ -e /run/halab-checks.ready ] || {
  mkdir -p /run/halab
  for file in "$halab_lib/services/"*; do timeout 10 sh -c "$ask" sh "\${file##*/}" > /dev/null 2>&1; done
  : > /run/halab-checks.ready
}
as() { setpriv --reuid=$user --regid=$user --groups="$groups" --bounding-set=-all --inh-caps=-all "$@"; }
processes() { set -- /proc/[0-9]*; echo $#; }
before=$(processes)

lay_out() {
  while IFS= read -r path; do
    [ ! -e "$path" ] || { mkdir -p "stash\${path%/*}" && mv -T "$path" "stash$path"; }
  done < paths
  cp -dR --preserve=mode,ownership root/. /
}

take_away() {
  while IFS= read -r path; do set -- "$@" "$path"; done < paths
  rm -f "$@"
  [ ! -d stash ] || cp -a stash/. /
}

# What a student's file has started ends here; who forks faster than it is ended has the spare machine for himself.
end_all() {
  tries=0
  while [ "$(processes)" -gt "$before" ]; do
    [ $((tries += 1)) -le 200 ] || exit 9
    as sh -c 'kill -KILL -1' 2> /dev/null
    sleep 0.01
  done
}

for folder in "$work"/[0-9]*; do
  cd "$folder" || exit 1
  number=\${folder##*/}
  cat hosts > /etc/hosts
  lay_out
  read -r services < services
  for service in $services; do
    { as timeout -k 1 10 sh -c "$ask" sh "$service" > "said.$service" 2>&1 < /dev/null; echo $? > "code.$service"; } &
  done
  wait
  end_all
  take_away
  for service in $services; do
    read -r code < "code.$service"
    [ "$code" -ne 0 ] || continue
    printf '%s %s %s\\n' "$number" "$service" "$code"
    head -c 16384 "said.$service" | base64 -w 0
    echo
  done
  cd / && rm -rf "$folder"
done
`;
