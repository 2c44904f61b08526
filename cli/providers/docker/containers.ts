import type Docker from "dockerode";
import type { Plan, PlannedNode } from "../../core/cluster/plan.ts";
import { givenOf } from "../converge.ts";
import { serverSysctls } from "../server-settings.ts";
import { imageOf } from "./images/images.ts";
import { containerName, label, networkName } from "./labels.ts";
import { anyLimits, nodeLimits } from "./limits/shares.ts";
import { vmDevices } from "./vms/facts.ts";
import { type VmHost, vmContainer } from "./vms/vm.ts";

/** What is the same for every container of one `up`. */
export interface Build {
  readonly cluster: string;
  readonly instance: string;
  readonly plan: Plan;
  readonly labels: Readonly<Record<string, string>>;
  readonly images: ReadonlyMap<string, string>;
  /** The nodes that are VMs, and what they start from. */
  readonly vms: ReadonlySet<string>;
  readonly vmHost: VmHost | undefined;
  /** The engine's address of a node on a segment: how its init finds the interface. */
  readonly engineAddress: (node: string, segment: string) => string;
}

/**
 * Every node sets up its own interfaces and may be cut off with nftables (NET_ADMIN in its own
 * network namespace), and has what unprivileged daemons need to drop their rights.
 */
const baseCapabilities: readonly string[] = [
  "CHOWN",
  "DAC_OVERRIDE",
  "FOWNER",
  "FSETID",
  "KILL",
  "NET_ADMIN",
  "NET_BIND_SERVICE",
  "NET_RAW",
  "SETGID",
  "SETUID",
  "SETPCAP",
  "SYS_CHROOT",
];

export function nodeContainer(build: Build, node: PlannedNode): Docker.ContainerCreateOptions {
  const [first] = node.links;
  const given = givenOf(node);
  const { HostConfig, ...machine } = machineOf(build, node);
  const endpoint = (segment: string) => ({
    IPAMConfig: { IPv4Address: build.engineAddress(node.name, segment) },
  });
  return {
    name: containerName(build.cluster, node.name),
    Hostname: node.name,
    ...machine,
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    OpenStdin: true,
    StdinOnce: true,
    Labels: {
      ...build.labels,
      [label.node]: node.name,
      [label.role]: node.role,
      [label.machine]: build.vms.has(node.name) ? "vm" : "container",
      [label.plan]: given.plan,
      [label.files]: JSON.stringify(given.files),
      [label.links]: JSON.stringify(
        node.links.map(({ segment, address }) => ({ segment, address })),
      ),
    },
    HostConfig: {
      ...HostConfig,
      NetworkMode: networkName(build.cluster, first?.segment ?? "", build.instance),
      SecurityOpt: ["no-new-privileges"],
      ...anyLimits,
      // The engine's own resolver would pass questions on to the internet; this one leads nowhere.
      Dns: ["127.0.0.1"],
    },
    // Further segments are connected before the start (the engine takes one here up to API 1.43).
    ...(first
      ? {
          NetworkingConfig: {
            EndpointsConfig: {
              [networkName(build.cluster, first.segment, build.instance)]: endpoint(first.segment),
            },
          },
        }
      : {}),
  };
}

/** What is different for a node that is a container and one that is a VM. */
function machineOf(build: Build, node: PlannedNode): Docker.ContainerCreateOptions {
  if (build.vmHost && build.vms.has(node.name)) {
    return vmContainer(build.vmHost, node, (segment) => build.engineAddress(node.name, segment));
  }
  const facts = node.image === "hypervisor" ? build.vmHost?.facts : undefined;
  return {
    Image: build.images.get(imageOf(node)) ?? "",
    Cmd: ["/usr/bin/tini", "--", "/usr/lib/halab/init"],
    Env: [
      "TERM=xterm-256color",
      "LANG=C.UTF-8",
      ...(facts ? [`HALAB_VM_ACCEL=${facts.accelerator}`] : []),
    ],
    HostConfig: {
      ...(facts ? { Devices: vmDevices(facts) } : {}),
      CapDrop: ["ALL"],
      CapAdd: [
        ...new Set([
          ...baseCapabilities,
          ...(node.image === "client" ? ["SYS_NICE", "IPC_LOCK"] : []),
          ...node.capabilities,
        ]),
      ],
      Sysctls: serverSysctls(node.sysctls),
      ...nodeLimits(node),
    },
  };
}
