import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { packageRoot } from "../../cli/core/base/home.ts";
import { said } from "../fixtures/said.ts";
import { TempDir } from "../fixtures/temp.ts";

it("`halab lab lint` says its remarks harmlessly and beside its result, wherever the lab lies", async () => {
  using dir = new TempDir();
  const name = "\u001b[31mlab\u202e";
  const lab = join(dir.path, name);
  cpSync(join(packageRoot(), "labs/vrrp-failover"), lab, {
    recursive: true,
    filter: (from) => !from.endsWith("/mutants"),
  });
  const text = readFileSync(join(lab, "lab.yaml"), "utf8");
  dir.write(`${name}/lab.yaml`, text.replace(/^ +(meant|proves): .*\n/gm, ""));
  const { exitCode, stdout, stderr } = await said("lab", "lint", lab);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^\S+: 5 nodes, .*: no mistakes\n$/);
  expect(stderr).toMatch(/^warning: .*\/lab\/lab\.yaml:\d+:\d+: lb1 is broken whoever owns/m);
  expect(stderr).toMatch(/^note: site: whoever answers is believed/m);
  expect(stderr.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
});
