import { type Found, placeIn, type RuleKind, stepHas } from "../../../../core/kinds/rule.ts";
import { type Config, configsOf, placeOf } from "../../config/config.ts";
import { unread } from "../../config/places.ts";
import { type Script, scriptsOf } from "../../config/trackers.ts";
import { isTracked } from "../../config/tracking.ts";

/** `ps ... | grep WORD`, and no pipe behind it. */
const pipeline = /\bps\b([^|#\n]{0,80})\|\s{0,8}grep\s([^|#\n]{1,80})(?![^\n]*\|)/;
/** ps(1): whole command lines, of all processes; `ps -e` and `ps -C` have names only, or only what is meant. */
const wholeLines =
  /^\s+(?:[a-z]*[ax][a-z]*|-[a-zA-Z]*[eA][a-zA-Z]*[fF]|-[a-zA-Z]*[fF][a-zA-Z]*[eA])\s*$/;

/** The word that is looked for, where grep's own command line has it, too; undefined: [h]aproxy, -v. */
function wordIn(line: string): string | undefined {
  const [, options = "", rest = ""] = pipeline.exec(line) ?? [];
  if (!wholeLines.test(options)) return undefined;
  const words = rest.split(/[\s"';)]+/);
  if (words.some((word) => /^-\w*v/.test(word))) return undefined;
  const pattern = words.find((word) => word !== "" && !word.startsWith("-"));
  return pattern !== undefined && /^\w/.test(pattern) ? pattern : undefined;
}

/** In the command itself, or in a line of a file that it names. */
function foundIn(config: Config, { name, command }: Script): Found[] {
  if (!command || !isTracked(config, name)) return [];
  const own = wordIn(command.value);
  if (own !== undefined)
    return [{ where: [placeOf(config, command.at)], args: { name, word: own } }];
  const files = command.value.split(/\s+/).flatMap((path) => config.node.files.get(path) ?? []);
  return files.slice(0, 1).flatMap((file) => {
    const lines = file.text.split("\n");
    const at = lines.findIndex((line) => wordIn(line) !== undefined);
    const word = wordIn(lines[at] ?? "");
    if (word === undefined) return [];
    return [{ where: [placeIn(file, at + 1), placeOf(config, command.at)], args: { name, word } }];
  });
}

export const kind: RuleKind = {
  kind: "script-finds-itself",
  severity: "error",
  rank: 34,
  needs: "files",
  follows: unread,
  source: "keepalived.conf(5), VRRP script(s): script; ps(1), grep(1)",
  breaks: (step) => stepHas(step, { formulas: ["vrrp-track"] }),
  find: (facts) =>
    configsOf(facts).flatMap((config) =>
      config.unsure ? [] : scriptsOf(config).flatMap((script) => foundIn(config, script)),
    ),
};
