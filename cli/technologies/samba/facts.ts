/** What rules look at: controllers and clients of a directory, with their files read. */
import { parseAddress } from "../../core/base/address.ts";
import type { PlannedStep } from "../../core/cluster/plan.ts";
import {
  type FactFile,
  type Facts,
  type Found,
  type NodeFacts,
  type Place,
  placeIn,
  runningNodes,
  stepHas,
} from "../../core/kinds/rule.ts";
import { type Krb5Conf, parseKrb5Conf } from "./config/krb5-conf.ts";
import { nameServers } from "./config/resolv-conf.ts";
import { parseSites, type SiteFile } from "./config/sites-ldif.ts";
import { globalOf, parseSmbConf, type SmbConf } from "./config/smb-conf.ts";
import { parseRoleScript, type RoleScript, script } from "./config/take-roles.ts";

export interface ControllerFacts {
  readonly node: NodeFacts;
  readonly file: FactFile;
  readonly conf: SmbConf;
}

export function controllersOf(facts: Facts): readonly ControllerFacts[] {
  return runningNodes(facts, "samba").flatMap((node) => {
    const file = node.files.get("/etc/samba/smb.conf");
    return file ? [{ node, file, conf: facts.parsed(parseSmbConf, file) }] : [];
  });
}

export interface ClientFacts {
  readonly krb5: { readonly file: FactFile; readonly conf: Krb5Conf } | undefined;
  readonly resolv:
    | { readonly file: FactFile; readonly servers: ReturnType<typeof nameServers> }
    | undefined;
}

export function clientsOf(facts: Facts): readonly ClientFacts[] {
  return runningNodes(facts, "directory-client").map(({ files }) => {
    const [krb5, resolv] = [files.get("/etc/krb5.conf"), files.get("/etc/samba/resolv.conf")];
    return {
      krb5: krb5 && { file: krb5, conf: facts.parsed(parseKrb5Conf, krb5) },
      resolv: resolv && { file: resolv, servers: facts.parsed(nameServers, resolv) },
    };
  });
}

/** Of Administrator: what the lab gives its controllers. */
export function passwordOf(facts: Facts): string | undefined {
  const files = runningNodes(facts, "samba").map(({ files }) =>
    files.get("/etc/samba/domain.conf"),
  );
  return files.flatMap((one) => /^ADMIN_PASSWORD='(.*)'$/m.exec(one?.text ?? "")?.[1] ?? [])[0];
}

/** The file that the domain's first controller begins with: only that one reads it. */
export function siteFileOf(
  facts: Facts,
): { readonly file: FactFile; readonly sites: SiteFile } | undefined {
  const first = controllersOf(facts).find(({ node }) => {
    const said = node.files.get("/etc/samba/domain.conf")?.text ?? "";
    return /^FIRST=(\S+)/m.exec(said)?.[1] === node.name;
  });
  const file = first?.node.files.get("/etc/samba/sites.ldif");
  return file && { file, sites: facts.parsed(parseSites, file) };
}

/** The script of each controller that has one and is told what to do by it, not by another way. */
export function scriptsOf(
  facts: Facts,
): readonly { readonly file: FactFile; readonly said: RoleScript }[] {
  return runningNodes(facts, "samba").flatMap(({ files }) => {
    const file = files.get(script);
    const said = file && facts.parsed(parseRoleScript, file);
    return file && said && !said.opaque ? [{ file, said }] : [];
  });
}

function addressOf({ links: [link] }: NodeFacts): string {
  return link?.address.split("/")[0] ?? "";
}

export function numberOf(node: NodeFacts): number {
  return parseAddress(addressOf(node)) ?? 0;
}

/** Whether a host is one of the controllers: dc1, dc1.lab.test, its address. */
export function isController(all: readonly ControllerFacts[], name: string): boolean {
  const host = name.toLowerCase().replace(/:\d+$/, "").replace(/\.$/, "");
  const realms = all.map(({ conf }) => globalOf(conf, "realm")?.value.toLowerCase() ?? "");
  return all.some(({ node }) =>
    [node.name, addressOf(node), ...realms.map((realm) => `${node.name}.${realm}`)].includes(host),
  );
}

/** One mistake in the same line of several nodes' files is said once. */
export function oncePerLine(found: readonly Found[]): readonly Found[] {
  const alike = Map.groupBy(found, ({ where: [first], args }) =>
    JSON.stringify([first?.file, first?.line, first?.text, args]),
  );
  return [...alike.values()].flatMap(([first, ...others]) =>
    first ? [{ ...first, where: [...first.where, ...others.flatMap(({ where }) => where)] }] : [],
  );
}

/** A number of a parameter, or what Samba takes without it; with the place that says it. */
export function secondsOf(
  { file, conf }: ControllerFacts,
  name: string,
  otherwise: number,
): { readonly seconds: number; readonly place: Place } {
  const said = globalOf(conf, name);
  const seconds = said ? Number(said.value) : otherwise;
  return {
    seconds: Number.isFinite(seconds) ? seconds : otherwise,
    place: placeIn(file, said?.line),
  };
}

/** A step that takes a controller from those who log on. */
export function losesLogons(step: PlannedStep): boolean {
  const asked = stepHas(step, { checks: ["logon-lost", "logon-outage"] });
  return asked && stepHas(step, { faults: ["power-off"] });
}
