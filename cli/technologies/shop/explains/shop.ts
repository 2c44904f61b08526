import type { Directive, ExplainKind } from "../../../core/kinds/rule.ts";
import { parseShop } from "../config.ts";

const source = "templates/shop/node/src/config.c";

const directives: readonly Directive[] = [
  { name: "listen", does: "The port at which the shop answers.", otherwise: "8080", source },
  {
    name: "work",
    does: "So long /work takes: how slow this machine is.",
    unit: "milliseconds",
    otherwise: "0",
    source,
  },
  {
    name: "key",
    does: "The secret that signs baskets which customers carry themselves; the same on every server.",
    source,
  },
];

const ways: Readonly<Record<string, string>> = {
  memory: "in the memory of this process: gone with it, and unknown to the others",
  cookie: "at the customer, in a cookie that the key signs",
  redis: "in the Redis at this address, whoever is master",
  sentinel: "in a Redis; these Sentinels know which one is the master of that name",
};

export const kind: ExplainKind = {
  kind: "shop",
  takes: (path) => path === "/etc/shop.conf",
  at(text, line) {
    const [word, prefix = "", how = ""] =
      parseShop(text).directives.find((one) => one.line === line)?.words ?? [];
    if (word !== "basket") return directives.find(({ name }) => name === word);
    const way = Object.hasOwn(ways, how) ? ways[how] : undefined;
    const does = `Keeps the baskets of ${prefix} ${way ?? "in a way that the shop does not know"}.`;
    return { name: "basket", does, source };
  },
};
