/** One line of what `halab-cpg follow` says of a node's log (templates/cpg/layer/src/follow.c) -> what it means. */

/** A process of a node, as Corosync names it. */
export interface Member {
  readonly id: number;
  readonly pid: number;
}

export type Word =
  /** It asked to join; each time under another number. */
  | {
      readonly word: "life";
      readonly life: number;
      readonly id: number;
      readonly pid: number;
      readonly group: string;
    }
  /** Totem's configuration: who formed it, its number, the nodes. */
  | {
      readonly word: "ring";
      readonly by: number;
      readonly number: number;
      readonly ids: readonly number[];
    }
  | {
      readonly word: "view";
      readonly members: readonly Member[];
      /** "3:60:nodedown", as told. */
      readonly joined: readonly string[];
      readonly left: readonly string[];
      /** So many messages were delivered in it before the log was followed. */
      readonly from: number;
    }
  | { readonly word: "quorum"; readonly quorate: boolean }
  | { readonly word: "batch"; readonly place: number; readonly messages: readonly Message[] }
  | { readonly word: "end"; readonly why: string };

/** Node, its life, and the number that it gave: "1.3.90". */
export interface Message {
  readonly id: number;
  readonly life: number;
  readonly number: number;
}

export const nameOf = ({ id, life, number }: Message): string => `${id}.${life}.${number}`;

const digits = "(\\d{1,15})";
const patterns = {
  life: new RegExp(`^life ${digits} node ${digits} pid ${digits} group ([\\w.-]{1,31})$`),
  ring: new RegExp(`^ring ${digits}\\.${digits} ([\\d,]*)$`),
  view: new RegExp(`^view (\\S+) joined=(\\S+) left=(\\S+) from=${digits}$`),
  batch: new RegExp(`^batch ${digits} (.+)$`),
  sender: new RegExp(`^([A-Z])=${digits}\\.${digits}\\.${digits}$`),
};

/** Undefined: no line of the program's. */
export function readWord(text: unknown): Word | undefined {
  if (typeof text !== "string") return undefined;
  const [first] = text.split(" ", 1);
  switch (first) {
    case "life":
      return lifeOf(text);
    case "ring":
      return ringOf(text);
    case "view":
      return viewOf(text);
    case "batch":
      return batchOf(text);
    case "quorum":
      return { word: "quorum", quorate: text === "quorum 1" };
    case "end":
      return { word: "end", why: text.slice(4) };
    default:
      return undefined;
  }
}

function lifeOf(text: string): Word | undefined {
  const found = patterns.life.exec(text);
  if (!found) return undefined;
  const [, life, id, pid, group = ""] = found;
  return { word: "life", life: Number(life), id: Number(id), pid: Number(pid), group };
}

function ringOf(text: string): Word | undefined {
  const found = patterns.ring.exec(text);
  if (!found) return undefined;
  const [, by, number, ids = ""] = found;
  const nodes = ids.split(",").flatMap((id) => (id === "" ? [] : [Number(id)]));
  return { word: "ring", by: Number(by), number: Number(number), ids: nodes };
}

const listOf = (text: string): string[] => (text === "-" ? [] : text.split(","));

function viewOf(text: string): Word | undefined {
  const found = patterns.view.exec(text);
  if (!found) return undefined;
  const [, all = "", joined = "", left = "", from] = found;
  const members = listOf(all).map((one) => {
    const [id, pid] = one.split(":");
    return { id: Number(id), pid: Number(pid) };
  });
  if (members.some(({ id, pid }) => !Number.isInteger(id) || !Number.isInteger(pid)))
    return undefined;
  members.sort((a, b) => a.id - b.id || a.pid - b.pid);
  const lists = { joined: listOf(joined), left: listOf(left) };
  return { word: "view", members, ...lists, from: Number(from) };
}

/** "A=1.3.90 B=2.1.88 ABBA": a letter is its sender's next message. */
function batchOf(text: string): Word | undefined {
  const found = patterns.batch.exec(text);
  if (!found) return undefined;
  const [, place, rest = ""] = found;
  const next = new Map<string, Message>();
  const messages: Message[] = [];
  for (const token of rest.split(" ")) {
    const sender = patterns.sender.exec(token);
    if (sender) {
      const [, letter = "", id, life, number] = sender;
      next.set(letter, { id: Number(id), life: Number(life), number: Number(number) });
      continue;
    }
    for (const letter of token) {
      const message = next.get(letter);
      if (!message) return undefined;
      messages.push(message);
      next.set(letter, { ...message, number: message.number + 1 });
    }
  }
  return { word: "batch", place: Number(place), messages };
}
