/** The provider vagrant without a Vagrant: its plan, what Vagrant prints, its errors, its folders. */
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { exitCodeOf } from "../../cli/core/base/error.ts";
import { ownerId } from "../../cli/core/state/owner.ts";
import { parseSshConfig, Ways } from "../../cli/providers/vagrant/access.ts";
import { chooseBox } from "../../cli/providers/vagrant/box.ts";
import { notInstalled, vagrantFailed } from "../../cli/providers/vagrant/errors.ts";
import { Folder, folders, isAlive, recordOf } from "../../cli/providers/vagrant/folder.ts";
import { hypervisorOf } from "../../cli/providers/vagrant/hypervisor.ts";
import {
  errorOf,
  isUp,
  parseLine,
  type Said,
  sentence,
  spoken,
} from "../../cli/providers/vagrant/machine-readable.ts";
import { vagrantJson, vagrantPlan } from "../../cli/providers/vagrant/plan-file.ts";
import { tinyPlan } from "../contract/provider.ts";
import { testCtx } from "../fixtures/ctx.ts";

const said = (line: string): Said => {
  const found = parseLine(line);
  if (!found) throw new Error(line);
  return found;
};

describe("vagrant --machine-readable", () => {
  it.each([
    ["1,n1,ui,info,==> n1: Starting domain.", "Starting domain."],
    ["1,n1,ui,detail,    n1: SSH address: 192.168.121.4:22", "SSH address: 192.168.121.4:22"],
    ["1,n1,ui,info,==> n1: one%!(VAGRANT_COMMA) two", "one, two"],
    ["1,n1,ui,detail,    n1: ", undefined],
    ["1,n1,action,up,start", undefined],
  ])("%s", (line, text) => {
    expect(spoken(said(line))).toBe(text);
  });

  it.each(["", "plain text", "x,n1,ui,info,text", "1,n1"])("%j is no line of it", (line) => {
    expect(parseLine(line)).toBeUndefined();
  });

  const box =
    "1,,error-exit,Vagrant::Errors::BoxAddShortNotFound,The box 'x' could not be found.\\nMore.";
  it.each([
    [
      "an error of Vagrant's own",
      [box],
      "",
      "BoxAddShortNotFound",
      "The box 'x' could not be found",
    ],
    [
      "an error of a plug-in, as Ruby prints it",
      ["1,n1,action,up,start"],
      "/usr/lib/x.rb:66:in `open': no connection (Libvirt::ConnectionError)\n\tfrom /usr/lib/y.rb",
      "Libvirt::ConnectionError",
      "no connection",
    ],
    ["a word on stderr", [], "vagrant: broken\n", "", "vagrant: broken"],
  ])("finds %s", (_, lines, stderr, kind, text) => {
    const error = errorOf(lines.map(said), stderr);
    expect(error?.kind).toContain(kind);
    expect(sentence(error?.text ?? "")).toBe(text);
  });

  it("that says nothing has no error", () => {
    expect(errorOf([], "")).toBeUndefined();
  });
});

describe("what went wrong, in one sentence, and what to type", () => {
  it.each([
    [
      "Vagrant::Errors::BoxAddShortNotFound",
      "The box 'x' could not be found. Check it.",
      /image build --box/,
    ],
    [
      "Vagrant::Errors::ProviderNotFound",
      "The provider 'libvirt' could not be found.",
      /vagrant-libvirt/,
    ],
    [
      "VagrantPlugins::ProviderLibvirt::Errors::DomainNameExists",
      "Name `a` of domain is already taken.",
      /--name/,
    ],
    [
      "VagrantPlugins::ProviderLibvirt::Errors::CreateNetworkError",
      "Error occurred while creating new network.",
      /net-list/,
    ],
    [
      "Vagrant::Errors::VMBootTimeout",
      "Timed out while waiting for the machine to boot.",
      /screen/,
    ],
    ["Libvirt::ConnectionError", "Failed to connect socket.", /libvirtd/],
    ["", "something else", /global-status/],
    [
      "Vagrant::Errors::BatchMultiError",
      "An error occurred while executing multiple actions in parallel.\nAny errors that occurred are shown below.\n\nAn error occurred while executing the action on the 'web1'\nmachine. Please handle this error then try again:\n\nThe box 'x' could not be found or\ncould not be accessed.\n\nAn error occurred while executing the action on the 'web2'\nmachine.",
      /image build --box/,
    ],
  ])("%s", (kind, text, hint) => {
    const error = vagrantFailed("starting the machines", { kind, text });
    expect(error.message).toMatch(/^Vagrant, starting the machines: [^.]+$/);
    expect(error.hint).toMatch(hint);
    expect(exitCodeOf(error)).toBe(3);
  });

  it("no Vagrant at all", () => {
    expect(exitCodeOf(notInstalled())).toBe(3);
    expect(notInstalled().hint).toContain("apt-get install vagrant");
  });
});

describe("the plan that the Vagrantfile reads", () => {
  it("has a machine for each node, on networks of the cluster's own", () => {
    const plan = vagrantPlan(tinyPlan(), "my-lab", { box: "halab/node", driver: "qemu" });
    expect(plan).toMatchObject({ box: "halab/node", driver: "qemu", prefix: "halab.my-lab." });
    expect(plan.machines).toEqual([
      expect.objectContaining({ name: "one", memoryMiB: 256, cpus: 1 }),
      expect.objectContaining({ name: "two" }),
    ]);
    expect(plan.machines[0]?.links).toEqual([
      { network: "halab.my-lab.lan", mac: "52:54:00:61:00:11", address: "10.97.0.11", prefix: 24 },
    ]);
  });

  it("gives other boxes more memory", () => {
    const plan = vagrantPlan(tinyPlan(), "a", { box: "debian/bookworm64" });
    expect(plan.machines[0]?.memoryMiB).toBe(512);
    expect(plan).not.toHaveProperty("driver");
  });

  it("refuses a hypervisor, and providers that read no plan", () => {
    const plan = tinyPlan();
    const nodes = plan.nodes.map((node) => ({ ...node, image: "hypervisor" as const }));
    expect(() => vagrantPlan({ ...plan, nodes }, "a", { box: "b" })).toThrow(
      /cannot run on Vagrant/,
    );
    expect(() => vagrantJson("docker", plan, "a")).toThrow(/only vagrant/);
  });
});

describe("ssh-config", () => {
  it("is read for every machine", () => {
    const text = `Host n1
  HostName 192.168.121.110
  User vagrant
  Port 22
  IdentityFile "/home/a b/key"
  LogLevel FATAL

Host n2
  HostName 127.0.0.1
  Port 2222
  User vagrant
  IdentityFile /k
`;
    expect(parseSshConfig(text)).toEqual({
      n1: { host: "192.168.121.110", port: 22, user: "vagrant", keyFile: "/home/a b/key" },
      n2: { host: "127.0.0.1", port: 2222, user: "vagrant", keyFile: "/k" },
    });
    expect(parseSshConfig("")).toEqual({});
  });
});

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
  const [, start, boot] = ownerId().split("/");
  return `4194305/${start}/${boot}`;
}
