import { HalabError } from "../../core/base/error.ts";
import { sentence, type VagrantError } from "./machine-readable.ts";

interface Known {
  readonly kind: RegExp;
  readonly hint: string;
}

/** What its errors mean for somebody who never wrote a Vagrantfile. */
const known: readonly Known[] = [
  {
    kind: /ProviderNotFound|ProviderNotUsable|NoDefaultProvider|PluginNotFound|PluginsNotInstalled/,
    hint: "install a provider for Vagrant: libvirt (Debian: apt-get install vagrant-libvirt) or VirtualBox",
  },
  {
    kind: /BoxAdd|BoxNotFound|BoxProviderDoesntMatch|BoxServerNotSet|DownloaderError|\bbox\b.*could(n.t| not) be/i,
    hint: "halab image build --box   (makes and adds a box for libvirt; needs no internet but Debian's mirror)",
  },
  {
    kind: /DomainNameExists|VMNameExists|is already taken/,
    hint: "choose another name with --name, or remove that machine: virsh -c qemu:///system list --all",
  },
  {
    kind: /CreateNetworkError|ActivateNetworkError|NetworkNameAndAddressMismatch|NetworkNotAvailable|creating new network/,
    hint: "choose another name with --name, or remove that network: virsh -c qemu:///system net-list --all",
  },
  {
    kind: /BootTimeout|VMBootBadState|NetworkTimeout|Fog::Errors::TimeoutError|Timed out while waiting/,
    hint: "the machine did not come up: look at its screen (virt-manager, VirtualBox), or give it more memory",
  },
  {
    kind: /Libvirt|Fog::Errors::Error|LibvirtConnection/,
    hint: "is libvirtd running, and are you in the group libvirt?   virsh -c qemu:///system list",
  },
];

/** What Vagrant said, in one sentence, and what to type. */
export function vagrantFailed(doing: string, error: VagrantError | undefined): HalabError {
  const text = innermost(error?.text ?? "it ended without a word");
  const more = text.split("\n").map((line) => line.trim());
  const hint =
    known.find(({ kind }) => kind.test(error?.kind ?? ""))?.hint ??
    known.find(({ kind }) => kind.test(text))?.hint ??
    "vagrant global-status";
  return new HalabError("ENGINE_FAILED", `Vagrant, ${doing}: ${sentence(text)}`, {
    details: more.filter((line) => line !== "").slice(0, 6),
    hint,
  });
}

/** Of machines that were started side by side, each with its error below a headline: the first of these. */
function innermost(text: string): string {
  const [, inner] =
    /Please handle this error then try again:\s*([\s\S]+?)(?:\n\s*An error occurred while|$)/.exec(
      text,
    ) ?? [];
  return inner?.trim() || text;
}

export function notInstalled(): HalabError {
  return new HalabError("CAPABILITY_MISSING", "Vagrant is not installed here", {
    details: ["there is no `vagrant` in the PATH"],
    hint: "Debian: apt-get install vagrant vagrant-libvirt libvirt-daemon-system; else Vagrant's own installer",
  });
}
