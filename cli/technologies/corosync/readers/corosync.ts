/** What Corosync runs with, and whom it sees (corosync-cmapctl(8), corosync-quorumtool(8)). */
import { z } from "zod";
import type { ReaderKind } from "../../../core/kinds/reader.ts";

const member = z.object({ id: z.number(), name: z.string(), address: z.string() });

const schema = z.object({
  /** Of its file, with what is added for each node from the third on. Seconds. */
  tokenS: z.number(),
  consensusS: z.number(),
  /** While nobody has anything to say, the token rests for so long with one of them. Seconds. */
  holdS: z.number(),
  /** As its file has them. */
  nodes: z.array(member).readonly(),
  /** The ids of whom it sees now, its own with them. */
  members: z.array(z.number()).readonly(),
  quorate: z.boolean(),
  votes: z.number(),
  expectedVotes: z.number(),
  /** So many votes are a quorum. */
  quorum: z.number(),
  /** knet's links, as its own pings over Corosync's port find them (stats.knet of cmap_keys(8)); empty in older runs. */
  links: z
    .array(z.object({ id: z.number(), link: z.number(), connected: z.boolean() }))
    .readonly()
    .default([]),
  /** corosync-quorumtool's words: 2Node, WaitForAll, LastManStanding, AutoTieBreaker, Qdevice. */
  flags: z.array(z.string()).readonly(),
});

/** One node's word. */
export type CorosyncValues = Readonly<z.infer<typeof schema>>;

/** Lines "key (type) = value", and those of quorumtool behind "# ". Undefined: it does not run. */
function parse(text: string): CorosyncValues | undefined {
  const lines = text.split("\n");
  const map = new Map(
    lines.flatMap((line) => {
      const [, key, value] = /^(\S+) \(\w+\) = (.*)$/.exec(line) ?? [];
      return key === undefined ? [] : [[key, (value ?? "").trim()] as const];
    }),
  );
  const ms = (key: string) => Number(map.get(`runtime.config.totem.${key}`)) / 1000;
  const tokenS = ms("token");
  if (!Number.isFinite(tokenS)) return undefined;
  const word = (name: string) =>
    lines
      .find((line) => line.startsWith(`# ${name}:`))
      ?.slice(name.length + 3)
      .trim() ?? "";
  const places = [...map.keys()].flatMap(
    (key) => /^nodelist\.node\.(\d+)\.nodeid$/.exec(key)?.[1] ?? [],
  );
  return {
    tokenS,
    consensusS: ms("consensus"),
    holdS: ms("hold"),
    nodes: places.map((at) => ({
      id: Number(map.get(`nodelist.node.${at}.nodeid`)),
      name: map.get(`nodelist.node.${at}.name`) ?? "",
      address: map.get(`nodelist.node.${at}.ring0_addr`) ?? "",
    })),
    members: [...map].flatMap(([key, value]) => {
      const id = /^runtime\.members\.(\d+)\.status$/.exec(key)?.[1];
      return id !== undefined && value === "joined" ? [Number(id)] : [];
    }),
    links: [...map].flatMap(([key, value]) => {
      const [, id, link] = /^stats\.knet\.node(\d+)\.link(\d+)\.connected$/.exec(key) ?? [];
      return id === undefined
        ? []
        : [{ id: Number(id), link: Number(link), connected: value === "1" }];
    }),
    quorate: word("Quorate") === "Yes",
    votes: Number(word("Total votes")) || 0,
    expectedVotes: Number(word("Expected votes")) || 0,
    quorum: Number.parseInt(word("Quorum"), 10) || 0,
    flags: word("Flags")
      .split(/\s+/)
      .filter((flag) => flag !== "" && flag !== "Quorate"),
  };
}

export const kind: ReaderKind<CorosyncValues> = {
  kind: "corosync",
  about:
    "When a silent node has lost its token, and how long the others then take to agree; whom it sees, and whether they are a quorum. From its own map and its quorum's tool.",
  schema,
  parse,
  rows: ({ nodes, members, links: _, flags, ...values }) => [
    {
      of: "Corosync",
      values: {
        ...values,
        members: `${members.length} of ${nodes.length}`,
        ...(flags.length > 0 ? { flags: flags.join(" ") } : {}),
      },
    },
  ],
  joining: ({ quorate, votes, quorum }) =>
    quorate ? undefined : `a quorum (${votes} of ${quorum} votes)`,
};
