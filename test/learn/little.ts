/** A lab with a starter, small enough to be read here, and a workspace of it on a fake cluster. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "../../cli/core/cluster/plan.ts";
import type { Cluster, Provider } from "../../cli/core/cluster/provider.ts";
import type { Lab } from "../../cli/core/lab/lab.ts";
import { recordGiven } from "../../cli/learn/work/given.ts";
import { type MakeOptions, makeWorkspace } from "../../cli/learn/workspace/make.ts";
import { openLabOf, type Workspace } from "../../cli/learn/workspace/open.ts";
import { ourRenderer } from "../../cli/render/ours.ts";
import { createFake } from "../fake/index.ts";
import { type TestCtx, testCtx } from "../fixtures/ctx.ts";
import { TempState } from "../fixtures/temp.ts";

const labYaml = `version: 1
title: A little lab
params:
  subnet: { kind: subnet, default: 10.9.0.0/24, vary: true }
  vip: { kind: string, default: "{{host subnet 100}}" }
  vrid: { kind: integer, min: 1, max: 255, default: 9, vary: true }
segments:
  lan: { subnet: "{{subnet}}" }
roles:
  router:
    services: [keepalived]
    files:
      /etc/keepalived/keepalived.conf: { owner: student }
      /etc/rc.local: { owner: student, mode: "0755" }
    allow: [/etc/keepalived/**, /usr/local/**]
  client: { image: client }
nodes:
  a: { role: router, lan: 11, vars: { priority: 150 } }
  b: { role: router, lan: 12, vars: { priority: 100 } }
  user: { role: client, lan: 200 }
probes:
  site: { kind: http, from: user, url: "http://{{vip}}/", every: 10ms }
  vip: { kind: address-owner, segment: lan, address: "{{vip}}" }
steps:
  - id: steady
    title: All is well
    tell: guide.md#steady
    watch: 1s
    expect:
      - { check: owners, probe: vip, owner: a, points: 4 }
      - { check: outage, probe: site, within: 0s, points: 2 }
  - id: failover
    title: The owner loses its power
    break: { fault: power-off, node: a }
    heal: false
    expect:
      - { check: outage, probe: site, within: { formula: vrrp-crash }, points: 3 }
  - id: failback
    title: It comes back
    break: { fault: power-on, node: a }
    expect:
      - { check: owners, probe: vip, owner: a, within: { formula: vrrp-preempt, plus: 200ms }, points: 1 }
`;

const conf = `vrrp_instance site {
  interface eth0
  virtual_router_id {{vrid}}
  priority {{priority}}
  virtual_ipaddress {
    {{vip}}/{{prefix subnet}}
  }
}
`;

const guide = `# A little lab

The address 10.9.0.100 in 10.9.0.0/24, of 10.9.0.11 and .12: \`halab shell LAB a\`. Not ours: 10.1.2.3, 192.0.2.1.

## Steady
One of the two has 10.9.0.100/24, and the number {{vrid}}.
`;

const hints = `version: 1
steps:
  steady:
    cost: [0, 1, 2]
    hints: ["Who has {{vip}}?", "Look at the priorities.", "Give a the higher one."]
`;

/** HALAB_STATE of its own, the lab in lab/, and the workspace in work/. */
export class LittleLab extends TempState {
  readonly lab = join(this.path, "lab");
  readonly dir = join(this.path, "work");

  constructor() {
    super();
    this.write("lab/lab.yaml", labYaml);
    this.write("lab/guide.md", guide.replace("LAB", "lab"));
    this.write("lab/hints.yaml", hints);
    for (const source of ["starter", "solution"]) {
      this.write(`lab/${source}/router/etc/keepalived/keepalived.conf.hbs`, conf);
      this.write(`lab/${source}/router/etc/rc.local`, "#!/bin/sh\n# TODO 1 (steady): nothing\n");
    }
  }

  make(options: Partial<MakeOptions> = {}) {
    return makeWorkspace({
      lab: this.lab,
      dir: this.dir,
      lang: "en",
      renderer: ourRenderer(),
      ...options,
    });
  }

  read(file: string): string {
    return readFileSync(join(this.dir, file), "utf8");
  }

  edit(file: string, change: (text: string) => string): void {
    writeFileSync(join(this.dir, file), change(this.read(file)));
  }

  /** Its workspace, with the cluster up. */
  async up(): Promise<Up> {
    const { workspace: ws } = await this.make();
    const [ctx, provider] = [testCtx(), createFake()];
    const { lab, plan } = await openLabOf(ws, ourRenderer());
    const { cluster } = await provider.up(plan, { name: ws.cluster, ephemeral: false }, ctx);
    recordGiven(ws, plan);
    return { ws, lab, plan, cluster, provider, ctx };
  }
}

export interface Up {
  readonly ws: Workspace;
  readonly lab: Lab;
  readonly plan: Plan;
  readonly cluster: Cluster;
  readonly provider: Provider;
  readonly ctx: TestCtx;
}
