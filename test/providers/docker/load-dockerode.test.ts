import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

/** In a process of its own: what is loaded there is all that it needed. */
function run(script: string): string {
  const cwd = fileURLToPath(new URL("../../../", import.meta.url));
  const args = ["--input-type=module", "-e", script];
  return execFileSync(process.execPath, args, { cwd, encoding: "utf8" }).trim();
}

const load = `
const { loadDockerode } = await import("./cli/providers/docker/load-dockerode.ts");
const Docker = await loadDockerode();
const { createRequire } = await import("node:module");
const files = () => Object.keys(createRequire(import.meta.url).cache);
const loaded = (name) => files().filter((file) => file.includes("node_modules/" + name + "/")).length;
`;

it("the Docker client comes without gRPC and ssh2", () => {
  const seen = run(`${load} console.log(loaded("@grpc/grpc-js") <= 1, loaded("ssh2") <= 1);`);
  expect(seen).toBe("true true");
});

it("an engine behind ssh:// is reached all the same: ssh2 is loaded then", () => {
  const seen = run(`${load}
    const docker = new Docker({ protocol: "ssh", host: "127.0.0.1", port: 1, username: "x" });
    const said = await docker.ping().catch((error) => error.message);
    console.log(loaded("ssh2") > 1, said);`);
  expect(seen).toMatch(/^true .*127\.0\.0\.1:1/);
});
