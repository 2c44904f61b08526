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

/** A lab with one step, whose fault stays in for 30 s: time to do something to halab meanwhile. */
export function longFault(bed: Bed, name: string, fault: string): string {
  const expected = "expect: [{ check: impaired, probe: site, within: 30s }]";
  return pairWith(
    bed,
    name,
    `steps:\n  - { id: long, title: A long fault, break: ${fault}, ${expected} }\n`,
  );
}

/** A lab with one server of these services; `files` are its students', by their paths. */
export function serverWith(
  bed: Bed,
  name: string,
  server: {
    readonly services: readonly string[];
    readonly files: Readonly<Record<string, string>>;
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
${owned.join("")}  client: { image: client }
nodes:
  server: { role: server, lan: 11 }
  client: { role: client, lan: 200 }
`,
  );
  return dir;
}
