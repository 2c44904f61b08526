/** Kernel settings that a node cannot have, or that are misspelt. */
import { existsSync, readdirSync } from "node:fs";
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
      const plain = name.replace(/\.(conf|neigh)\.[^.]+\./, ".$1.all.");
      if (here.length === 0 || here.includes(plain) || here.includes(name)) return [];
      const [near] = nearest(plain, here);
      // A module that is not loaded has settings that nobody sees.
      if (near === undefined) return [];
      return [problems.remark(place, `this kernel has no setting "${key}", but "${near}"`)];
    }),
  );
}

const root = "/proc/sys/net";

/** Of the network, for no container has another kernel's; none on a machine without /proc. */
function sysctlsHere(): readonly string[] {
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice("/proc/sys/".length))
    .map((path) => path.replaceAll("/", "."));
}
