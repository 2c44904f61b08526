/** What is known about a machine on which no engine answers (or might not). */
export interface EngineFacts {
  readonly platform: NodeJS.Platform;
  /** Linux inside of Windows (WSL2). */
  readonly wsl: boolean;
  /** ID and ID_LIKE of os-release(5), e.g. ["ubuntu", "debian"]; empty when unknown. */
  readonly distro: readonly string[];
  /** DOCKER_HOST, when it is set. */
  readonly dockerHost: string | undefined;
  /** What came back from the engine's socket. */
  readonly engine: EngineAnswer;
  /** dockerd is installed. */
  readonly installed: boolean;
  /** A dockerd process is alive; it may still be starting. */
  readonly running: boolean;
  readonly systemd: boolean;
  /** Something is mounted at /sys/fs/cgroup. */
  readonly cgroup: boolean;
  readonly rights: Rights;
  /** The user is listed in group docker (this login may be older than that). */
  readonly inGroup: boolean;
  /** Someone sits at a terminal and can be asked. */
  readonly interactive: boolean;
}

export type EngineAnswer = "answers" | "absent" | "denied" | "silent";

/**
 * `caged`: root without CAP_SYS_ADMIN, as in an ordinary container. `sudo`: without a password,
 * `sudo-password`: there is a sudo, and it asks.
 */
export type Rights = "root" | "caged" | "sudo" | "sudo-password" | "none";

export type InstallStep = "install" | "mount-cgroup" | "start-systemd" | "start-dockerd";

export type InstallPlan =
  | { readonly kind: "nothing" }
  /** Not for us to do: what is wrong, and what to type. */
  | { readonly kind: "tell"; readonly message: string; readonly hint: string }
  | {
      readonly kind: "do";
      readonly steps: readonly InstallStep[];
      readonly as: "root" | "sudo" | "sudo-password";
      /** The same by hand, to show to who says no. */
      readonly commands: string;
    };

export const enginePackages = ["docker.io", "iptables", "apparmor", "ca-certificates"] as const;

/** Decides how this machine gets an engine. Pure. */
export function planInstall(facts: EngineFacts): InstallPlan {
  if (facts.engine === "answers") return { kind: "nothing" };
  const elsewhere = tellElsewhere(facts);
  if (elsewhere) return elsewhere;
  const steps = stepsFor(facts);
  const commands = commandsFor(steps);
  if (steps.length === 0) return { kind: "do", steps, as: "root", commands };
  return planWithRights(facts, steps, commands);
}

/** Whether packages are installed with apt-get here. */
export function isDebian(distro: readonly string[]): boolean {
  return distro.includes("debian") || distro.includes("ubuntu");
}

function tellElsewhere(facts: EngineFacts): InstallPlan | undefined {
  if (facts.dockerHost !== undefined) {
    const seen = facts.engine === "denied" ? "denies access" : "does not answer";
    const message = `the engine at DOCKER_HOST=${facts.dockerHost} ${seen}`;
    return { kind: "tell", message, hint: "unset DOCKER_HOST, or start that engine" };
  }
  if (facts.platform !== "linux") return tellDesktop(facts.platform);
  if (facts.engine === "denied") {
    const message = "the Docker engine runs, but you may not talk to it (group docker)";
    // Being in the group counts from the next login on; newgrp is that login.
    const hint = facts.inGroup ? "newgrp docker" : "sudo usermod -aG docker $USER && newgrp docker";
    return { kind: "tell", message, hint };
  }
  if (facts.installed) return undefined;
  if (facts.wsl) {
    const message = "no Docker engine answers in this WSL";
    const hint =
      "start Docker Desktop in Windows and switch on Settings > Resources > WSL integration for this distribution, or: sudo apt-get install docker.io";
    return { kind: "tell", message, hint };
  }
  if (isDebian(facts.distro)) return undefined;
  const message = "no Docker engine is installed, and halab installs it on Debian and Ubuntu only";
  return { kind: "tell", message, hint: otherLinux(facts.distro) };
}

function tellDesktop(platform: NodeJS.Platform): InstallPlan {
  const message = "no Docker engine answers";
  const hints: Partial<Record<NodeJS.Platform, string>> = {
    darwin: "open -a Docker (not there yet: brew install --cask docker)",
    win32:
      "start Docker Desktop with Linux containers (not there yet: winget install Docker.DockerDesktop), or use halab in WSL2",
  };
  const hint = hints[platform] ?? "set DOCKER_HOST to the engine of a Linux machine";
  return { kind: "tell", message, hint };
}

function otherLinux(distro: readonly string[]): string {
  const start = "sudo systemctl enable --now docker";
  const table: Readonly<Record<string, string>> = {
    fedora: `sudo dnf install moby-engine && ${start}`,
    rhel: "install Docker Engine as https://docs.docker.com/engine/install/rhel/ says",
    arch: `sudo pacman -S docker && ${start}`,
    suse: `sudo zypper install docker && ${start}`,
    opensuse: `sudo zypper install docker && ${start}`,
    alpine: "doas apk add docker && doas rc-service docker start",
  };
  const known = distro.find((name) => name in table);
  const general = "install Docker Engine: https://docs.docker.com/engine/install/";
  return (known && table[known]) ?? general;
}

function stepsFor(facts: EngineFacts): readonly InstallStep[] {
  if (facts.running) return [];
  const steps: InstallStep[] = [];
  if (!facts.installed) steps.push("install");
  if (facts.systemd) return [...steps, "start-systemd"];
  if (!facts.cgroup) steps.push("mount-cgroup");
  // Not `service docker start`: it gives up where ulimits or cgroups are not as it likes them.
  return [...steps, "start-dockerd"];
}

function planWithRights(
  facts: EngineFacts,
  steps: readonly InstallStep[],
  commands: string,
): InstallPlan {
  const rights = facts.rights;
  if (rights === "root" || rights === "sudo") return { kind: "do", steps, as: rights, commands };
  if (rights === "sudo-password" && facts.interactive) {
    return { kind: "do", steps, as: rights, commands };
  }
  const message = facts.installed ? "the Docker engine does not run" : "no Docker engine is here";
  if (rights === "caged") {
    return {
      kind: "tell",
      message: `${message}, and this container may not start one`,
      hint: "start the container with --privileged, or with -v /var/run/docker.sock:/var/run/docker.sock",
    };
  }
  if (rights === "none") {
    return {
      kind: "tell",
      message: `${message}, and there is no sudo`,
      hint: `as root: ${commands}`,
    };
  }
  return { kind: "tell", message: `${message}, and sudo asks for a password`, hint: commands };
}

function commandsFor(steps: readonly InstallStep[]): string {
  const table: Readonly<Record<InstallStep, string>> = {
    install: `sudo apt-get install --no-install-recommends ${enginePackages.join(" ")}`,
    "mount-cgroup": "sudo mount -t cgroup2 cgroup2 /sys/fs/cgroup",
    "start-systemd": "sudo systemctl enable --now docker",
    "start-dockerd": "sudo setsid -f dockerd",
  };
  return steps.map((step) => table[step]).join(" && ");
}
