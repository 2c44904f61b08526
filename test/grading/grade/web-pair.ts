/** A small lab of two web servers, and what is handed in for it. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

export const steps = `steps:
  - id: steady
    title: All is well
    watch: 500ms
    expect: [{ check: outage, probe: site, within: 0s, points: 10 }]
  - id: process
    title: The web server dies, and is started again
    break: { fault: kill, node: web1, service: nginx }
    mended: [{ check: outage, probe: site, within: 200ms, points: 10 }]
`;

export function nginx(answer: string): string {
  return `user www-data;
worker_processes 1;
pid /run/nginx.pid;
error_log /var/log/nginx/error.log;
events { worker_connections 256; }
http {
  access_log off;
  server { listen 80 default_server; ${answer} }
}
`;
}

/** A right answer; each name makes another one. */
export function rightAnswer(name: string): string {
  return nginx(`location / { return 200 "${name}\\n"; }`);
}

/** Submissions' folders below `dir`, by their names; each gives both servers this file. */
export function handIn(dir: string, files: Readonly<Record<string, string>>): string[] {
  return Object.entries(files).map(([name, text]) => {
    const file = join(dir, name, "web/etc/nginx/nginx.conf");
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return join(dir, name);
  });
}
