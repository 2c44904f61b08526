#!/usr/bin/env node
// Makes dist/, which only the published package needs: Node does not strip types in node_modules.
import { spawnSync } from "node:child_process";
import { cpSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "dist");

rmSync(dist, { recursive: true, force: true });
const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
const result = spawnSync(process.execPath, [tsc, "-p", "tsconfig.build.json"], {
  cwd: root,
  stdio: "inherit",
});
if (result.status !== 0) {
  console.error("error: the build did not pass the type check; dist/ is not complete");
  console.error("hint:  npm run check");
  process.exit(1);
}
// What code reads from beside itself (styles, scripts for nodes) goes along.
cpSync(join(root, "cli"), join(dist, "cli"), {
  recursive: true,
  filter: (path) => statSync(path).isDirectory() || !path.endsWith(".ts"),
});
