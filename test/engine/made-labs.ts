import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Bed, lab } from "./cli.ts";

/** The lab `pair` with other steps, in the bed's folder. */
export function pairWith(bed: Bed, name: string, steps: string): string {
  const dir = join(bed.dir, name);
  mkdirSync(dir, { recursive: true });
  const text = readFileSync(join(lab("pair"), "lab.yaml"), "utf8");
  writeFileSync(join(dir, "lab.yaml"), `${text.slice(0, text.indexOf("\nsteps:"))}\n${steps}`);
  return dir;
}

/** The lab `vms`, whose VMs have one more key: of another size, say, and so with saved states of their own. */
export function vmsWith(bed: Bed, name: string, line: string): string {
  const dir = join(bed.dir, name);
  mkdirSync(dir, { recursive: true });
  const text = readFileSync(join(lab("vms"), "lab.yaml"), "utf8");
  const machine = "    machine: vm\n";
  const lines = line === "" ? machine : `${machine}    ${line}\n`;
  writeFileSync(join(dir, "lab.yaml"), text.replace(machine, lines));
  return dir;
}

/** A lab with one step, whose fault stays in for 30 s: time to do something to halab meanwhile. */
export function longFault(bed: Bed, name: string, fault: string): string {
  const expected = "expect: [{ check: impaired, probe: site, within: 30s }]";
  return pairWith(
    bed,
    name,
    `steps:\n  - { id: long, title: A long fault, break: ${fault}, ${expected} }\n`,
  );
}

/** The client of a `pair` asks both servers all the time: a cut that stops nothing counts as none. */
export async function talk(bed: Bed, cluster: string): Promise<void> {
  const once = "ping -c1 -W0.1 web1; ping -c1 -W0.1 web2";
  const script = `setsid sh -c 'while sleep 0.03; do ${once}; done' >/dev/null 2>&1 </dev/null &`;
  await bed.sh(cluster, "client", script);
}

/** A lab with one server of these services; `files` are its students', by their paths. */
export function serverWith(
  bed: Bed,
  name: string,
  server: {
    readonly services: readonly string[];
    readonly files: Readonly<Record<string, string>>;
    /** Where students may have more. */
    readonly allow?: readonly string[];
  },
): string {
  const dir = join(bed.dir, name);
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  };
  const files = Object.entries(server.files);
  for (const [path, text] of files) write(join("solution/server", path), text);
  const owned = files.map(([path]) => `      ${path}: { owner: student }\n`);
  const services = server.services.join(", ");
  write(
    "lab.yaml",
    `version: 1
title: A server that does not come up, for halab's own tests
segments:
  lan: { subnet: 10.68.0.0/24 }
roles:
  server:
    services: [${services}]
    files:
${owned.join("")}    allow: [${server.allow?.join(", ") ?? ""}]
  client: { image: client }
nodes:
  server: { role: server, lan: 11 }
  client: { role: client, lan: 200 }
`,
  );
  return dir;
}
