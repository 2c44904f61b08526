import { phrase } from "../../../../core/kinds/phrase.ts";
import type { Found, Place, RuleKind } from "../../../../core/kinds/rule.ts";
import { stepHas } from "../../../../core/kinds/rule.ts";
import type { Word } from "../../../keepalived/config/statements.ts";
import type { Director, RealServer, Service } from "../../config/services.ts";
import { sureDirectors } from "../../directors.ts";
import { wordPlace } from "../../world.ts";

interface Difference {
  readonly what: string;
  readonly mine: string;
  readonly theirs: string;
  readonly where: readonly Place[];
}

function serverText({ address, port, weight, method }: RealServer): string {
  return `${address}:${port} weight ${weight.value} ${method?.value ?? ""}`.trim();
}

const realServers = phrase`real servers`;

interface Said {
  readonly text: string;
  readonly at: Word;
}

function settings(service: Service): Readonly<Record<string, Said>> {
  const { scheduler, persistenceS, servers, at } = service;
  const all = servers.map(serverText).toSorted().join(", ");
  return {
    scheduler: { text: scheduler?.value ?? phrase`none`, at: scheduler?.at ?? at },
    persistence: {
      text: persistenceS ? `${persistenceS.value} s` : phrase`none`,
      at: persistenceS?.at ?? at,
    },
    [realServers]: { text: all, at },
  };
}

function between(one: Service, other: Service): Difference | undefined {
  const [theirs, mine] = [settings(one), settings(other)];
  const what = Object.keys(mine).find((key) => mine[key]?.text !== theirs[key]?.text);
  const [own, others] = [mine[what ?? ""], theirs[what ?? ""]];
  if (what === undefined || !own || !others) return undefined;
  const where = [wordPlace(other, own.at), wordPlace(one, others.at)];
  return { what, mine: own.text, theirs: others.text, where };
}

function foundBetween(one: Director, other: Director): Found[] {
  return one.services.flatMap((service): Found[] => {
    const same = other.services.find(({ name }) => name === service.name);
    const difference = same && between(service, same);
    if (!difference) return [];
    const { what, mine, theirs, where } = difference;
    const args = { service: service.name, what, mine, theirs, other: one.config.node.name };
    return [{ where, args }];
  });
}

export const kind: RuleKind = {
  kind: "services-differ",
  severity: "warning",
  rank: 40,
  needs: "files",
  source: "keepalived.conf(5), virtual_server: each director fills its own kernel's table",
  breaks: (step) => stepHas(step, { formulas: ["vrrp-crash"] }),
  find(facts) {
    const [first, ...others] = sureDirectors(facts);
    return first ? others.flatMap((other) => foundBetween(first, other)) : [];
  },
};
