/** What a controller runs with, as testparm says it, and whom it pulls from, as its directory says. */
import { z } from "zod";
import type { ReaderKind } from "../../../core/kinds/reader.ts";
import { partOf, recordsOf } from "../records.ts";

const schema = z.object({
  realm: z.string(),
  /** Of the controller itself. */
  site: z.string(),
  /** dreplsrv: how often it looks for changes to tell of; how often it pulls unasked, and when first. */
  notifyS: z.number(),
  pullS: z.number(),
  firstPullS: z.number(),
  /** kccsrv: how often the topology is worked out, and when first. */
  kccS: z.number(),
  firstKccS: z.number(),
  /** Left out: Samba's own. */
  services: z.string(),
  /** "dc2<dc1": every connection that it knows, of whomever. */
  connections: z.array(z.string()),
});

export type SambaValues = Readonly<z.infer<typeof schema>>;

/** drepl_service.c and kcc_service.c, as Samba 4.17 has them. Seconds. */
export const own = { notify: 5, pull: 300, firstPull: 15, kcc: 300, firstKcc: 15 } as const;

/** Undefined: it does not run. */
function parse(text: string): SambaValues | undefined {
  const [conf = "", ldif = ""] = text.split(/^# directory$/m);
  const said = (key: string) => new RegExp(`^\\s*${key}\\s*=\\s*(.*?)\\s*$`, "im").exec(conf)?.[1];
  const seconds = (key: string, otherwise: number) => Number(said(key) ?? otherwise);
  const realm = said("realm");
  if (realm === undefined) return undefined;
  const records = recordsOf(ldif);
  const links = records.filter((one) => one.has("fromserver"));
  const self = records.find((one) => one.has("dsservicename"))?.get("dsservicename") ?? "";
  const controller = (dn: string | undefined, n: number) => partOf(dn ?? "", n).toLowerCase();
  return {
    realm,
    site: partOf(self, 3),
    notifyS: seconds("dreplsrv:\\s*notify_interval", own.notify),
    pullS: seconds("dreplsrv:\\s*periodic_interval", own.pull),
    firstPullS: seconds("dreplsrv:\\s*periodic_startup_interval", own.firstPull),
    kccS: seconds("kccsrv:\\s*periodic_interval", own.kcc),
    firstKccS: seconds("kccsrv:\\s*periodic_startup_interval", own.firstKcc),
    services: said("server services") ?? "",
    connections: links.map(
      (one) => `${controller(one.get("dn"), 2)}<${controller(one.get("fromserver"), 1)}`,
    ),
  };
}

export const kind: ReaderKind<SambaValues> = {
  kind: "samba",
  about:
    "How often a controller tells of changes, pulls and works out its topology (testparm), its site and whom each controller pulls from (its own directory).",
  schema,
  parse,
  rows: ({ connections, ...values }) => [
    { of: "replication", values: { ...values, connections: connections.join(" ") } },
  ],
};
