/** What a real server says of the virtual address in ARP. */
import { addressesOf, effectsIn, sysctlOf } from "../shell/boot.ts";
import { type Backend, deviceOf, linkTo } from "./world.ts";

/** The larger one of the two counts: ip-sysctl.rst. Undefined: nobody can tell. */
export function arpSetting({ node, boot }: Backend, device: string, name: string) {
  const all = ["all", device].map((part) => sysctlOf(node, boot, `net.ipv4.conf.${part}.${name}`));
  if (all.some(({ how }) => how === "unknown")) return undefined;
  const values = all.map((one) => ("value" in one ? Number(one.value) : 0));
  return values.some(Number.isNaN) ? undefined : Math.max(...values);
}

/** The device on which the segment asks for the virtual address; undefined: it is not quiet for another reason. */
export function askedOn({ node, boot, service }: Backend): string | undefined {
  const link = linkTo(node, service.address);
  const added = addressesOf(boot);
  const has = added?.some(({ address }) => address === service.address);
  const changes = effectsIn(boot, "link").some(({ touchesArp }) => touchesArp);
  return link && has && !changes ? deviceOf(node, link) : undefined;
}
