/** What the balancers' health checks ask of the shop. */
import type { Facts } from "../../../core/kinds/rule.ts";
import { type Balancer, balancersOf } from "../../haproxy/meaning/balancers.ts";
import {
  directivesOf,
  isBackend,
  type ProxySection,
  settingOf,
} from "../../haproxy/meaning/proxies.ts";
import type { Server } from "../../haproxy/meaning/servers.ts";
import { wordAfter } from "../../haproxy/meaning/tables.ts";
import type { Directive } from "../../haproxy/syntax/tree.ts";
import { isOn } from "../../redis/meaning/stores.ts";
import { type Shop, shopsOf } from "./shops.ts";

export interface Checked {
  readonly balancer: Balancer;
  readonly backend: ProxySection;
  readonly shop: Shop;
  readonly server: Server;
  /** Undefined: a connection is enough. */
  readonly asked: { readonly path: string; readonly directive: Directive } | undefined;
}

/** Every server of a balancer that is a shop of the lab. */
export function checkedShops(facts: Facts): readonly Checked[] {
  const shops = shopsOf(facts);
  return balancersOf(facts).flatMap((balancer) =>
    balancer.proxies.filter(isBackend).flatMap((backend) => {
      const asked = askedBy(backend);
      return backend.servers.flatMap((server) => {
        const shop = shops.find(({ node }) => isOn(node, server.host));
        return shop && !server.unsure ? [{ balancer, backend, shop, server, asked }] : [];
      });
    }),
  );
}

/** `option httpchk [METHOD] URI [VERSION]`, or `http-check send ... uri URI` (4.2). */
function askedBy(backend: ProxySection): Checked["asked"] {
  const option = settingOf(backend, "option", "httpchk");
  if (!option) return undefined;
  const sends = directivesOf(backend, "http-check", "send");
  const [send] = sends;
  const uri = send && wordAfter(send, "uri");
  // Several requests, or one that is made of variables, are not looked into.
  if (sends.length > 1) return undefined;
  if (send && uri) return { path: uri, directive: send };
  const [, , first, second] = option.words;
  return { path: second ?? (first?.startsWith("/") ? first : "/"), directive: option };
}
