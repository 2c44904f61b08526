import { describe, expect, it } from "vitest";
import { exitCodeOf } from "../../../cli/core/base/error.ts";
import { parseSshConfig } from "../../../cli/providers/vagrant/access.ts";
import { notInstalled, vagrantFailed } from "../../../cli/providers/vagrant/errors.ts";
import {
  errorOf,
  parseLine,
  type Said,
  sentence,
  spoken,
} from "../../../cli/providers/vagrant/machine-readable.ts";
import { vagrantJson, vagrantPlan } from "../../../cli/providers/vagrant/plan-file.ts";
import { tinyPlan } from "../../contract/provider.ts";

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
