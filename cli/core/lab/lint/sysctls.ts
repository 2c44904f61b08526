/** Kernel settings that a node cannot have, or that are misspelt. */
import { type Dirent, readdirSync } from "node:fs";
import { join } from "node:path";
import { nearest } from "../../base/nearest.ts";
import type { Lab } from "../lab.ts";

/** What a container has for itself (namespaces(7)); the others are the whole machine's. */
const own = /^(net\.|kernel\.(msg|shm|sem$)|fs\.mqueue\.|kernel\.(host|domain)name$)/;

/**
 * Adds to the lab's problems what is not a container's own; gives warnings, each with its place, for what this
 * machine's kernel does not have and what is nearly called so. `known`: names in words with dots.
 */
export function lintSysctls({ file, problems }: Lab, known = sysctlsHere): string[] {
  return Object.entries(file.roles).flatMap(([role, { machine, sysctls }]) =>
    Object.keys(sysctls).flatMap((key) => {
      const name = key.replaceAll("/", ".");
      const place = ["roles", role, "sysctls", key];
      if (!own.test(name)) {
        if (machine !== "vm")
          problems.add(
            place,
            `"${key}" is a setting of the whole machine, not of a container: leave it out, or say \`machine: vm\` for the role`,
            true,
          );
        return [];
      }
      const here = known();
      const plain = name
        .replace(/\.conf\.[^.]+\./, ".conf.all.")
        .replace(/\.neigh\.[^.]+\./, ".neigh.default.");
      if (here.length === 0 || here.includes(plain) || here.includes(name)) return [];
      const [near] = nearest(plain, here);
      // A module that is not loaded has settings that nobody sees.
      if (near === undefined) return [];
      return [problems.remark(place, `this kernel has no setting "${key}", but "${near}"`)];
    }),
  );
}

/** Of the network, for no container has another kernel's; none on a machine without /proc. */
function sysctlsHere(): readonly string[] {
  return settingsBelow("/proc/sys/net").map((path) =>
    path.slice("/proc/sys/".length).replaceAll("/", "."),
  );
}

/** Interfaces come and go; what they can have is what `all` or `default` has. */
function settingsBelow(dir: string): string[] {
  const kept = /\/(conf|neigh)$/.test(dir) ? /^(all|default)$/ : /./;
  let entries: readonly Dirent[];
  try {
    entries = readdirSync(dir, { withFileTypes: true });
  } catch {
    // It is not there, or not any more.
    return [];
  }
  return entries
    .filter(({ name }) => kept.test(name))
    .flatMap((entry) => {
      const path = join(dir, entry.name);
      return entry.isDirectory() ? settingsBelow(path) : [path];
    });
}
