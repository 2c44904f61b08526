import { cpSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { packageRoot } from "../../cli/core/base/home.ts";
import { said } from "../fixtures/said.ts";
import { TempDir } from "../fixtures/temp.ts";

it("`halab show` lists what nodes ask for, and no file that the solution adds on its own", async () => {
  using dir = new TempDir();
  const lab = join(dir.path, "lab");
  cpSync(join(packageRoot(), "labs/vrrp-failover"), lab, { recursive: true });
  dir.write("lab/solution/director/usr/local/bin/check.sh", "#!/bin/sh\n");
  const { exitCode, stdout } = await said("show", lab);
  expect(exitCode).toBe(0);
  expect(stdout).toContain(`
You write:
  lb1/etc/haproxy/haproxy.cfg
  lb1/etc/keepalived/keepalived.conf
  lb2/etc/haproxy/haproxy.cfg
  lb2/etc/keepalived/keepalived.conf

You may add files of your own:
  lb1: /etc/haproxy/**, /etc/keepalived/**, /usr/local/**
  lb2: /etc/haproxy/**, /etc/keepalived/**, /usr/local/**
`);
});
