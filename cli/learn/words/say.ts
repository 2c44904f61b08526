/** What halab says to students, by id: English where a language has no words for it. */
import type { Language } from "../../core/base/language.ts";
import { type Args, fill, type Message, type NamesOf } from "../../core/base/message.ts";
import { incident as incidentDe } from "./de/incident.ts";
import { live as liveDe } from "./de/live.ts";
import { predict as predictDe } from "./de/predict.ts";
import { session as sessionDe } from "./de/session.ts";
import { workspace as workspaceDe } from "./de/workspace.ts";
import { incident } from "./en/incident.ts";
import { live } from "./en/live.ts";
import { predict } from "./en/predict.ts";
import { session } from "./en/session.ts";
import { workspace } from "./en/workspace.ts";
import { incident as incidentHu } from "./hu/incident.ts";
import { live as liveHu } from "./hu/live.ts";
import { predict as predictHu } from "./hu/predict.ts";
import { session as sessionHu } from "./hu/session.ts";
import { workspace as workspaceHu } from "./hu/workspace.ts";

const english = { workspace, predict, incident, live, session };
type English = typeof english;
type Area = keyof English;

/** `area.key`, as the English words have it. */
export type WordKey = {
  [In in Area]: `${In}.${Extract<keyof English[In], string>}`;
}[Area];

type MessageOf<Key extends WordKey> = Key extends `${infer In extends Area}.${infer Name}`
  ? Name extends keyof English[In]
    ? Extract<English[In][Name], Message>
    : never
  : never;

/** What a message has to be filled with. */
type ArgsOf<Key extends WordKey> = Readonly<Record<NamesOf<MessageOf<Key>>, string | number>>;

type Words = Readonly<Record<Area, Readonly<Record<string, Message | undefined>>>>;

/** All words of each language, as they are; a test asks what is missing. */
export const words: Readonly<Record<Language, Words>> = {
  en: english,
  de: {
    workspace: workspaceDe,
    predict: predictDe,
    incident: incidentDe,
    live: liveDe,
    session: sessionDe,
  },
  hu: {
    workspace: workspaceHu,
    predict: predictHu,
    incident: incidentHu,
    live: liveHu,
    session: sessionHu,
  },
};

/** `say("de", "workspace.applied", { count: 2 })`; `count` chooses between one and more. */
export function say<Key extends WordKey>(
  language: Language,
  key: Key,
  ...rest: [NamesOf<MessageOf<Key>>] extends [never] ? [] : [args: ArgsOf<Key>]
): string {
  const [args]: readonly Args[] = rest;
  const [area, name] = split(key);
  const message = words[language][area][name] ?? words.en[area][name];
  return message === undefined ? key : fill(language, message, args);
}

function split(key: WordKey): [area: Area, name: string] {
  const dot = key.indexOf(".");
  return [key.slice(0, dot) as Area, key.slice(dot + 1)];
}
