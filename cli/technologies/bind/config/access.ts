/** Who may ask a server what (BIND 9.18 ARM: allow-query, allow-recursion, allow-query-cache, and their defaults). */
import { phrase } from "../../../core/kinds/phrase.ts";
import type { Facts, Place } from "../../../core/kinds/rule.ts";
import { hasZone } from "./answers-wanted.ts";
import { type Clause, placeOf } from "./clauses.ts";
import { Matcher } from "./match.ts";
import { type Question, questionsOf, recurses } from "./network.ts";
import { optionPlace } from "./said.ts";
import { optionOf, type Server, settingOf, zoneHolding } from "./server.ts";
import { insideOf, parseNamedConf } from "./statements.ts";

export interface Closed {
  readonly question: Question;
  readonly place: Place;
  /** The statement that closes it, in words. */
  readonly says: string;
}

const usual = parseNamedConf("localnets; localhost;").statements;

function refuses(server: Server, clause: Clause | undefined, address: number): boolean {
  const list = clause ? insideOf(clause.statement) : usual;
  return new Matcher(server).matches(list, { address }) === "no";
}

function own({ question, clause }: { question: Question; clause: Clause }): Closed {
  const list = insideOf(clause.statement).flatMap(({ parts }) =>
    parts.flatMap((part) => (part.is === "word" ? part.text : "{...}")),
  );
  return { question, place: placeOf(clause), says: `${clause.name} { ${list.join("; ")}; }` };
}

/** For the cache, and for asking others, the three statements stand in for one another. */
function closedToRecursion(question: Question): Closed | undefined {
  const { server, from } = question;
  const says = (name: string) => optionOf(server, name);
  const [recursion, cache, query] = ["allow-recursion", "allow-query-cache", "allow-query"].map(
    says,
  );
  for (const clause of [recursion ?? cache ?? query, cache ?? recursion ?? query]) {
    if (!refuses(server, clause, from)) continue;
    if (clause) return own({ question, clause });
    const place = optionPlace(server, "allow-recursion");
    return {
      question,
      place,
      says: phrase`allow-recursion { localnets; localhost; }, named's own`,
    };
  }
  return undefined;
}

function closedTo(question: Question): Closed | undefined {
  const { server, from, name } = question;
  const zone = zoneHolding(server, name);
  const lists = [
    optionOf(server, "blackhole"),
    zone ? settingOf(zone, "allow-query") : optionOf(server, "allow-query"),
  ];
  const [blackhole, query] = lists;
  if (
    blackhole &&
    new Matcher(server).matches(insideOf(blackhole.statement), { address: from }) === "yes"
  )
    return own({ question, clause: blackhole });
  if (query && refuses(server, query, from)) return own({ question, clause: query });
  if (hasZone(server, name)) return undefined;
  if (recurses(server)) return closedToRecursion(question);
  // Without a zone of its own, and without asking others, it knows nothing.
  if (!zone) return undefined;
  return { question, place: optionPlace(server, "recursion"), says: "recursion no" };
}

export function closedQuestions(facts: Facts): readonly Closed[] {
  return questionsOf(facts)
    .filter(({ server }) => server.views.length === 0)
    .flatMap((question) => closedTo(question) ?? []);
}
