import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ownerId } from "../../../cli/core/state/process-identity.ts";
import { Ways } from "../../../cli/providers/vagrant/access.ts";
import { chooseBox } from "../../../cli/providers/vagrant/box.ts";
import { Folder, folders, isAlive, recordOf } from "../../../cli/providers/vagrant/folder.ts";
import { hypervisorOf } from "../../../cli/providers/vagrant/hypervisor.ts";
import { isUp, parseLine, type Said } from "../../../cli/providers/vagrant/machine-readable.ts";
import { vagrantPlan } from "../../../cli/providers/vagrant/plan-file.ts";
import { tinyPlan } from "../../contract/provider.ts";
import { testCtx } from "../../fixtures/ctx.ts";

const said = (line: string): Said => {
  const found = parseLine(line);
  if (!found) throw new Error(line);
  return found;
};

describe("where the machines are", () => {
  const lines = ["n1", "n2"].flatMap((name, at) => [
    `1,${name},ui,detail,    ${name}: SSH address: 192.168.121.${at + 1}:22`,
    `1,${name},ui,detail,    ${name}: SSH username: vagrant`,
  ]);

  function machines(keys: readonly string[]): Folder {
    const folder = new Folder("one", mkdtempSync(join(tmpdir(), "halab-vagrant-")));
    for (const node of ["n1", "n2"]) {
      const dir = join(folder.dotfiles, "machines", node, "libvirt");
      mkdirSync(dir, { recursive: true });
      writeFileSync(join(dir, "id"), "uuid");
      if (keys.includes(node)) writeFileSync(join(dir, "private_key"), "key");
    }
    return folder;
  }

  it.each([
    ["all that it needs", lines, ["n1", "n2"], [true, true]],
    ["nothing of one", lines.slice(0, 2), ["n1", "n2"], [true, false]],
    ["of one whose key is Vagrant's own affair", lines, ["n1"], [true, false]],
  ] as const)("is overheard: %s", (_, text, keys, found) => {
    const folder = machines(keys);
    const ways = new Ways(folder);
    expect(["n1", "n2"].map((node) => ways.overheard(text.map(said), node))).toEqual(found);
    const noted = JSON.parse(readFileSync(folder.file("ssh.json"), "utf8"));
    expect(Object.keys(noted)).toEqual(["n1", "n2"].filter((_, at) => found[at]));
    expect(noted.n1).toMatchObject({ host: "192.168.121.1", port: 22, user: "vagrant" });
  });

  it("nobody noted: half built", async () => {
    const ways = new Ways(machines([]));
    await expect(ways.agent("n1", testCtx())).rejects.toMatchObject({
      code: "NODE_UNREACHABLE",
      message: expect.stringContaining("half built"),
    });
  });

  it.each([
    ["1,n1,action,up,start", false],
    ["1,n1,action,up,end", true],
    ["1,n1,action,provision,end", false],
    ["1,n1,ui,info,up,end", false],
  ])("%s: up is %s", (line, up) => {
    expect(isUp(said(line))).toBe(up);
  });
});

describe("hypervisors", () => {
  it.each([
    ["libvirt", "running\n", "running"],
    ["libvirt", "paused\n", "frozen"],
    ["libvirt", "shut off\n", "off"],
    ["virtualbox", 'VMState="running"\n', "running"],
    ["virtualbox", 'name="x"\nVMState="paused"\n', "frozen"],
    ["virtualbox", 'VMState="aborted"\n', "off"],
  ])("%s: %j is %s", (name, text, state) => {
    expect(hypervisorOf(name).parseState(text)).toBe(state);
  });

  it("VirtualBox counts its adapters from 1, and the first is Vagrant's", () => {
    const argv = hypervisorOf("virtualbox").plug("id", 0, "52:54:00:00:00:0b", "down");
    expect(argv).toEqual(["VBoxManage", "controlvm", "id", "setlinkstate2", "off"]);
  });

  it("says which it knows", () => {
    expect(() => hypervisorOf("hyperv")).toThrow(/hyperv/);
  });
});

describe("folders", () => {
  let base: string;
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), "halab-vagrant-"));
  });
  afterEach(() => vi.unstubAllEnvs());

  function made(name: string, change: object = {}): Folder {
    const folder = new Folder(name, base);
    folder.create(vagrantPlan(tinyPlan(), name, { box: "b" }));
    folder.write({ ...recordOf(tinyPlan(), "b", "up", []), ...change });
    return folder;
  }

  it.each([
    ["being built by us", { owner: ownerId() }, true],
    ["built, and its owner is gone", { built: true, owner: "1/0/gone" }, true],
    ["of a run whose owner is gone", { built: true, keep: "run", owner: deadOwner() }, false],
    ["half built, and its owner is gone", { owner: deadOwner() }, false],
    ["half built, and its owner is in another container", { owner: `${ownerId()}0` }, true],
  ])("a cluster %s", (_, change, alive) => {
    const record = made("one", change).read();
    expect(record && isAlive(record)).toBe(alive);
  });

  it("are found, and leave nothing when they go", () => {
    const folder = made("one");
    made("two");
    expect(folders(base).map((one) => one.cluster)).toEqual(["one", "two"]);
    folder.remove();
    expect(folders(base).map((one) => one.cluster)).toEqual(["two"]);
    expect(folder.exists()).toBe(false);
  });

  it("a broken record is none", () => {
    const folder = made("one");
    writeFileSync(folder.file("cluster.json"), "{");
    expect(folder.read()).toBeUndefined();
    expect(folder.exists()).toBe(true);
  });

  it("of which nothing is recorded yet is judged by who began it", () => {
    const folder = new Folder("one", base);
    expect(folder.isBegun()).toBe(false);
    folder.create(vagrantPlan(tinyPlan(), "one", { box: "b" }));
    expect([folder.exists(), folder.isBegun()]).toEqual([false, true]);
    writeFileSync(folder.file("owner"), deadOwner());
    expect(folder.isBegun()).toBe(false);
  });

  it("know what the hypervisor calls a machine", () => {
    const folder = made("one");
    expect(folder.machine("n1")).toBeUndefined();
    expect(folder.hasMachines()).toBe(false);
    const dir = join(folder.dotfiles, "machines", "n1", "libvirt");
    mkdirSync(dir, { recursive: true });
    writeFileSync(join(dir, "id"), "uuid\n");
    expect(folder.machine("n1")).toEqual({ hypervisor: "libvirt", id: "uuid" });
    expect(folder.hasMachines()).toBe(true);
  });

  it("remember a Vagrant that goes on without us", () => {
    const folder = made("one");
    expect(folder.strayVagrant()).toBeUndefined();
    folder.noteVagrant(process.pid);
    expect(folder.strayVagrant()).toBe(process.pid);
    folder.noteVagrant(undefined);
    expect(folder.strayVagrant()).toBeUndefined();
  });

  it("the box of our own is taken when it is there", () => {
    vi.stubEnv("VAGRANT_HOME", base);
    vi.stubEnv("HALAB_BOX", "");
    expect(chooseBox()).toBe("debian/bookworm64");
    mkdirSync(join(base, "boxes", "halab-VAGRANTSLASH-node"), { recursive: true });
    expect(chooseBox()).toBe("halab/node");
    vi.stubEnv("HALAB_BOX", "my/box");
    expect(chooseBox()).toBe("my/box");
  });
});

/** Of this boot, and of a process that cannot be. */
function deadOwner(): string {
  return ownerId().replace(/^\d+/, "4194305");
}
