/** The words of ip(8) -> what they do: addresses, links, routes, multicast addresses. */

export type IpEffect =
  | {
      readonly kind: "address";
      readonly verb: "add" | "delete";
      readonly address: string;
      /** 32 where none is given: ip-address(8). */
      readonly prefix: number;
      readonly device: string;
    }
  | {
      readonly kind: "link";
      readonly device: string;
      /** up, down; "" where neither is said. */
      readonly state: string;
      /** Another MAC, or no ARP: whatever it does to ARP. */
      readonly touchesArp: boolean;
    }
  | {
      readonly kind: "route";
      readonly verb: "add" | "delete";
      /** unicast, unreachable, blackhole, local ... */
      readonly type: string;
      readonly to: string;
      readonly via: string;
    }
  | {
      readonly kind: "multicast";
      readonly verb: "add" | "delete";
      readonly mac: string;
      readonly device: string;
    };

/** As ip(8) looks for them: what begins with the word, in this order. */
const objects = ["address", "addrlabel", "maddress", "route", "rule", "neighbor", "link", "tunnel"];
const verbs = ["add", "append", "change", "replace", "set", "delete", "show", "list", "flush"];
const types = ["unicast", "local", "broadcast", "unreachable", "blackhole", "prohibit", "throw"];

function full(word: string | undefined, all: readonly string[]): string {
  return all.find((one) => word !== undefined && word !== "" && one.startsWith(word)) ?? "";
}

/** The value behind a word: `dev eth0`. */
function behind(words: readonly string[], name: string): string {
  const at = words.indexOf(name);
  return at < 0 ? "" : (words[at + 1] ?? "");
}

function sense(verb: string): "add" | "delete" | undefined {
  if (verb === "delete") return "delete";
  return ["add", "append", "change", "replace"].includes(verb) ? "add" : undefined;
}

/** It changes nothing: `ip address show`, `ip -brief link`. */
export function asksOnly(all: readonly string[]): boolean {
  const words = all.filter((word) => !word.startsWith("-"));
  const verb = full(words[1], verbs);
  // -batch reads commands of a file.
  if (all.some((word) => /^--?b(a|$)/.test(word))) return false;
  return words.length < 2 || verb === "show" || verb === "list";
}

/** Undefined: nobody can tell what it does. */
export function ipEffect(all: readonly string[]): IpEffect | undefined {
  const words = all.filter((word) => !["-4", "-f", "inet", "-o", "-br"].includes(word));
  if (words[0]?.startsWith("-")) return undefined;
  const object = full(words[0], objects);
  const verb = full(words[1], verbs);
  const rest = words.slice(2);
  if (object === "address") return addressEffect(verb, rest);
  if (object === "link") return linkEffect(verb, rest);
  if (object === "route") return routeEffect(verb, rest);
  if (object === "maddress") return multicastEffect(verb, rest);
  return undefined;
}

function addressEffect(verb: string, rest: readonly string[]): IpEffect | undefined {
  const does = sense(verb);
  const named = rest.indexOf("local") >= 0 ? behind(rest, "local") : rest[0];
  const [address = "", bits] = (named ?? "").split("/");
  const prefix = bits === undefined ? 32 : Number(bits);
  if (!does || !/^[\d.]+$/.test(address)) return undefined;
  return { kind: "address", verb: does, address, prefix, device: behind(rest, "dev") };
}

function linkEffect(verb: string, rest: readonly string[]): IpEffect | undefined {
  if (verb !== "set") return undefined;
  const device = rest.includes("dev") ? behind(rest, "dev") : (rest[0] ?? "");
  const state = ["up", "down"].find((one) => rest.includes(one)) ?? "";
  const touchesArp = ["address", "arp", "master", "netns", "name"].some((one) =>
    rest.includes(one),
  );
  return { kind: "link", device, state, touchesArp };
}

function routeEffect(verb: string, rest: readonly string[]): IpEffect | undefined {
  const does = sense(verb);
  if (!does || rest.includes("nexthop") || rest.includes("table")) return undefined;
  const [first = "", second = ""] = rest;
  const type = types.find((one) => one === first);
  const to = type === undefined ? first : second;
  const plain = to === "0.0.0.0/0" || to === "0/0" ? "default" : to;
  return {
    kind: "route",
    verb: does,
    type: type ?? "unicast",
    to: plain,
    via: behind(rest, "via"),
  };
}

function multicastEffect(verb: string, rest: readonly string[]): IpEffect | undefined {
  const does = sense(verb);
  const mac = rest.find((word) => /^[\da-f]{1,2}(:[\da-f]{1,2}){5}$/i.test(word));
  if (!does || mac === undefined) return undefined;
  return { kind: "multicast", verb: does, mac: mac.toLowerCase(), device: behind(rest, "dev") };
}
