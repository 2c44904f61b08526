import { type Found, placeIn, type RuleKind } from "../../../../core/kinds/rule.ts";
import { checksProbe } from "../../config/demands.ts";
import { type Order, orderOf, sharedNames } from "../../config/orders.ts";
import { listed, unread } from "../../config/said.ts";

export const kind: RuleKind = {
  kind: "answers-in-one-order",
  severity: "error",
  rank: 45,
  needs: "files",
  follows: unread,
  source: "BIND 9.18 ARM, rrset-order",
  breaks: (step, { args }) => checksProbe(step, String(args["probes"]).split(" ")),
  find(facts) {
    const all = sharedNames(facts).flatMap((asked) => {
      const order = orderOf(asked.server, asked.name);
      return order && ["none", "fixed"].includes(order.order) ? [{ asked, order }] : [];
    });
    const line = ({ order: { clause, statement } }: { order: Order }) =>
      `${clause.file.node} ${clause.file.path} ${statement.line}`;
    return [...Map.groupBy(all, line).values()].flatMap((same): Found[] => {
      const [one] = same;
      if (!one) return [];
      const { clause, statement, says } = one.order;
      const args = {
        resolver: one.asked.server.node.name,
        ...{ client: one.asked.client, asked: one.asked.name },
        name: listed(same.map(({ asked }) => asked.name)),
        ...{ says, count: one.asked.truth.records.length },
        probes: same.map(({ asked }) => asked.probe).join(" "),
      };
      return [{ where: [placeIn(clause.file, statement.line, statement.column)], args }];
    });
  },
};
