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

const other = ["--param", "subnet=10.99.0.0/24"];

it("`halab show --param` shows the lab, its topology and its guide with these values", async () => {
  const lab = await said("show", "vrrp-failover", ...other);
  expect(lab.exitCode).toBe(0);
  expect(lab.stdout).toContain("10.99.0.100");
  expect(lab.stdout).not.toContain("10.77.0.");
  const guide = await said("show", "vrrp-failover", "--guide", ...other);
  expect(guide.stdout).toContain("10.99.0.100");
  expect(guide.stdout).not.toContain("10.77.0.");
  expect((await said("show", "vrrp-failover", "--param", "nope=1")).stderr).toContain(
    'unknown parameter "nope"',
  );
});

it("the guide is rendered, and in the language that is asked for", async () => {
  const english = (await said("show", "vrrp-failover", "--guide", "--lang", "en")).stdout;
  expect(english).toMatch(/^Two load balancers, one address\n═+\n/);
  expect(english).not.toMatch(/^(#|\|--|```)/m);
  const german = (await said("show", "vrrp-failover", "--guide", "--lang", "de")).stdout;
  expect(german).not.toBe(english);
  expect((await said("show", "vrrp-failover", "--guide", "--lang", "xx")).exitCode).toBe(2);
});
