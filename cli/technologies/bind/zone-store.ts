/** A primary's zone, read and written in named's own form: whoever wrote the file, and however. */
import { nodeFailed } from "../../core/base/error.ts";
import type { Ctx } from "../../core/base/time.ts";
import { must } from "../../core/cluster/commands.ts";
import type { NodeAgent } from "../../core/cluster/provider.ts";
import { rndc, zoneWords } from "./named.ts";
import type { ZonePlace } from "./zones.ts";

/** The file's form on disk (masterfile-format). A raw one begins with its number, 2 (dns_masterformat_t). */
export type ZoneForm = "text" | "raw";

/** named loaded it already, so nothing in it is checked again. */
const lenient = "-q -i none -k ignore -n ignore -m ignore -r ignore -M ignore -S ignore -T ignore";

/** Directives ($INCLUDE, $GENERATE), split lines and units of time are gone from what it gives. */
const readScript = `
directory=$1 zone=$2 file=$3
form=text
[ "$(head -c 4 "$file" | od -An -tx1 | tr -d ' ')" != 00000002 ] || form=raw
named-compilezone ${lenient} -w "$directory" -f "$form" -F text -s full -o - "$zone" "$file" || exit
echo "; halab: the whole zone, $form"
`;

/** A command's output is cut somewhere, and a zone that was cut must never be written back. */
const wholeLine = /^; halab: the whole zone, (text|raw)\n$/m;

/** Throws NODE_FAILED when it is too large to be edited here. */
export async function readZone(
  agent: NodeAgent,
  place: ZonePlace,
  ctx: Ctx,
): Promise<{ text: string; form: ZoneForm }> {
  const { zone, path, directory, dynamic } = place;
  if (dynamic) await rndc(agent, ["sync", ...zoneWords(place)], ctx);
  const argv = ["/bin/sh", "-c", readScript, "halab-zone", directory, zone, path];
  const said = await must(agent, argv, ctx);
  const end = wholeLine.exec(said);
  if (end && end.index + end[0].length === said.length)
    return { text: said.slice(0, end.index), form: end[1] === "raw" ? "raw" : "text" };
  throw nodeFailed(
    agent.node,
    `${zone} on ${agent.node} is too large to be edited: of ${path} only ${said.length} characters arrived`,
  );
}

/**
 * The file keeps its owner, and is written only when all of it has arrived. A zone that takes updates is
 * frozen meanwhile, and thawed in any case. BIND reloads a file whose time, in whole seconds, is later than
 * its last load: so the next second's.
 */
const writeScript = `
set -e
file=$1 dynamic=$2 form=$3 size=$4
shift 4
new=$(mktemp) frozen=
trap 'rm -f "$new" "$new.raw"; [ -z "$frozen" ] || rndc thaw "$@" >&2' EXIT
cat > "$new"
[ "$(wc -c < "$new")" -eq "$size" ] || { echo "only $(wc -c < "$new") of $size bytes arrived" >&2; exit 1; }
if [ "$form" = raw ]; then
  named-compilezone ${lenient} -f text -F raw -o "$new.raw" "$1" "$new" >&2
  mv "$new.raw" "$new"
fi
if [ "$dynamic" = yes ]; then
  rndc freeze "$@" >&2
  frozen=yes
fi
cat "$new" > "$file"
touch -d "@$(($(date +%s) + 1))" "$file"
halab-now
[ "$dynamic" = yes ] || rndc reload "$@" >&2
`;

/** Writes a primary's zone anew and has it loaded; returns when it was written (ns, our clock). */
export async function writeZone(
  agent: NodeAgent,
  place: ZonePlace,
  { text, form }: { readonly text: string; readonly form: ZoneForm },
  ctx: Ctx,
): Promise<number> {
  const size = String(Buffer.byteLength(text));
  const words = [place.path, place.dynamic ? "yes" : "no", form, size, ...zoneWords(place)];
  const said = await must(agent, ["/bin/sh", "-c", writeScript, "halab-zone", ...words], ctx, text);
  return Number(said.trim()) + agent.clockOffsetNs;
}
