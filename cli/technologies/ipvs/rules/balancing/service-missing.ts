import { type Found, placeIn, type RuleKind } from "../../../../core/kinds/rule.ts";
import { directorsOf } from "../../config/services.ts";
import { askedBy, asks, felt, together } from "../../world.ts";

/** Services that answer on no port themselves. */
const quiet = ["rc-local", "keepalived", "nftables"];

export const kind: RuleKind = {
  kind: "service-missing",
  severity: "error",
  rank: 12,
  needs: "files",
  source: "keepalived.conf(5), virtual_server",
  breaks: (step, { args }, facts) => asks(facts, step, { service: args["service"], checks: felt }),
  find(facts) {
    const directors = directorsOf(facts).filter(({ services }) => services.length > 0);
    const addresses = directors.flatMap(({ services }) => services.map(({ address }) => address));
    const asked = facts.plan.probes.filter(
      ({ sends, address }) => sends && address !== undefined && addresses.includes(address),
    );
    const names = [...new Set(asked.flatMap((probe) => askedBy(probe) ?? []))];
    const found = directors.flatMap(({ config, services, unsure }) =>
      names
        .filter(() => config.node.services.every((one) => quiet.includes(one)))
        .filter((name) => !unsure && !services.some((one) => one.name === name))
        .map((name): Found => ({ where: [placeIn(config.main)], args: { service: name } })),
    );
    return together(found);
  },
};
