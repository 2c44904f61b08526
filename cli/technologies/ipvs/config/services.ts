/** The virtual services of keepalived.conf: what they are balanced by, over whom, and how those are checked. */
import type { Facts } from "../../../core/kinds/rule.ts";
import { type Config, configsOf } from "../../keepalived/config/config.ts";
import type { Word } from "../../keepalived/config/statements.ts";
import {
  allOf,
  blocksOf,
  type Statement,
  statementsIn,
  wordOf,
} from "../../keepalived/config/tree.ts";
import { type Given, numberIn, numberOf, textIn } from "../../keepalived/config/values.ts";

/** A health check of one real server. Seconds. */
export interface Check {
  /** TCP_CHECK, HTTP_GET ... */
  readonly kind: string;
  readonly at: Word;
  /** The port that it asks: its own, else the real server's. */
  readonly port: Given<number>;
  readonly timeoutS: Given<number>;
  readonly retries: Given<number>;
  readonly pauseS: Given<number>;
  readonly delayS: Given<number>;
}

export interface RealServer {
  readonly address: string;
  readonly port: number;
  readonly at: Word;
  readonly weight: Given<number>;
  /** NAT, DR, TUN: its own, else the service's; undefined: none is said. */
  readonly method: Given<string> | undefined;
  readonly checks: readonly Check[];
}

export interface Service {
  readonly config: Config;
  /** 10.0.0.1:80 */
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly at: Word;
  readonly scheduler: Given<string> | undefined;
  readonly method: Given<string> | undefined;
  /** Undefined: none. */
  readonly persistenceS: Given<number> | undefined;
  readonly servers: readonly RealServer[];
}

/** A node whose keepalived balances. */
export interface Director {
  readonly config: Config;
  readonly services: readonly Service[];
  /** A service by firewall mark, a group, or a file that is missing: there may be more than can be seen. */
  readonly unsure: boolean;
}

/** keepalived.conf(5). */
const defaults = {
  delayS: 60,
  timeoutS: 5,
  retries: 1,
  pauseS: 1,
  httpPauseS: 3,
  weight: 1,
} as const;
const persistenceDefaultS = 360;
const checkers = [
  ...["TCP_CHECK", "HTTP_GET", "SSL_GET", "SMTP_CHECK", "DNS_CHECK", "MISC_CHECK"],
  ...["BFD_CHECK", "UDP_CHECK", "PING_CHECK", "FILE_CHECK"],
];

/** A block's own; else that of a block around it; else the default. */
function inherited(
  [block, ...around]: readonly [Statement, ...Statement[]],
  name: string,
  otherwise: number,
): Given<number> {
  const own = numberIn(block, name, otherwise);
  const all = [own, ...around.map((one) => numberIn(one, name, otherwise))];
  return all.find(({ isGiven }) => isGiven) ?? own;
}

/** `lb_kind` and `lvs_method` are one; the last one holds. */
function eitherOf(block: Statement, names: readonly string[]): Given<string> | undefined {
  const last = statementsIn(block)
    .filter(({ name }) => names.includes(name))
    .at(-1);
  return last && textIn({ ...block, children: [last] }, last.name);
}

/** NAT, DR, TUN; `TUN type gue ...` is another tunnel than ipip, which no device tunl0 unpacks. */
function methodIn(block: Statement): Given<string> | undefined {
  const method = eitherOf(block, methods);
  const words = statementsIn(block).find(({ args: [first] }) => first === method?.at)?.args ?? [];
  const type = words[words.findIndex(({ value }) => value === "type") + 1]?.value;
  const other = words.length > 1 && type !== undefined && type !== "ipip";
  return method && { ...method, value: other ? `TUN ${type}` : method.value.toUpperCase() };
}

function checkOf(block: Statement, around: readonly Statement[], port: number): Check {
  const blocks = [block, ...around] as const;
  const http = block.name === "HTTP_GET" || block.name === "SSL_GET";
  return {
    kind: block.name,
    at: block.at,
    port: numberIn(block, "connect_port", port),
    timeoutS: inherited(blocks, "connect_timeout", defaults.timeoutS),
    retries: inherited(blocks, "retry", defaults.retries),
    pauseS: inherited(blocks, "delay_before_retry", http ? defaults.httpPauseS : defaults.pauseS),
    delayS: inherited(blocks, "delay_loop", defaults.delayS),
  };
}

function serverOf(block: Statement, service: Statement): RealServer {
  const [address, port] = block.args;
  const number = numberOf(port?.value) ?? 0;
  const method = methodIn(block) ?? methodIn(service);
  return {
    address: address?.value ?? "",
    port: number,
    at: address ?? block.at,
    weight: inherited([block, service], "weight", defaults.weight),
    method,
    checks: checkers.flatMap((name) =>
      allOf(block, name).map((check) => checkOf(check, [block, service], number)),
    ),
  };
}

const methods = ["lb_kind", "lvs_method"];

function persistenceOf(block: Statement): Given<number> | undefined {
  const [last] = allOf(block, "persistence_timeout").toReversed();
  if (!last) return undefined;
  const word = wordOf(block, "persistence_timeout");
  const value = numberOf(word?.value) ?? persistenceDefaultS;
  return { value, at: word ?? last.at, isGiven: true };
}

function serviceOf(config: Config, block: Statement): Service[] {
  const [address, port] = block.args;
  const number = numberOf(port?.value);
  if (!address || !/^[\d.]+$/.test(address.value) || number === undefined) return [];
  return [
    {
      config,
      name: `${address.value}:${number}`,
      address: address.value,
      port: number,
      at: address,
      scheduler: eitherOf(block, ["lb_algo", "lvs_sched"]),
      method: methodIn(block),
      persistenceS: persistenceOf(block),
      servers: blocksOf(block, "real_server").map((one) => serverOf(one, block)),
    },
  ];
}

const known = new WeakMap<Facts, readonly Director[]>();

/** All nodes that run keepalived and have a file for it, whether they balance or not. */
export function directorsOf(facts: Facts): readonly Director[] {
  const before = known.get(facts);
  if (before) return before;
  const found = configsOf(facts).map((config): Director => {
    const blocks = blocksOf(config, "virtual_server");
    const services = blocks.flatMap((block) => serviceOf(config, block));
    const broken = config.unsure || config.missing.length > 0 || config.problems.length > 0;
    return { config, services, unsure: broken || services.length < blocks.length };
  });
  known.set(facts, found);
  return found;
}

/** The services of all directors. */
export function servicesOf(facts: Facts): readonly Service[] {
  return directorsOf(facts).flatMap(({ services }) => services);
}
