/** Words that are names of kinds by chance, where core, report or ui mean something else by them. */
export interface OtherMeaning {
  /** Every word, if it is left out: for a file whose very matter is names. */
  readonly word?: string;
  /** What the word is said of (words.ts says how that is read). */
  readonly beside?: readonly string[];
  /** Files and folders; everywhere if it is left out, so only if `beside` leaves no doubt. */
  readonly in?: readonly string[];
  readonly means: string;
}

const events = ["cli/core/journal/events.ts", "cli/core/journal/shape.ts"];
const journal = [...events, "cli/core/journal/view.ts", "cli/core/run/lines.ts"];

/** Each must still be needed, down to its last word. */
export const otherMeanings: readonly OtherMeaning[] = [
  {
    in: ["cli/core/journal/upgrade.ts"],
    means: "what older journals called things, and what that is called now",
  },
  {
    word: "tcp",
    beside: ["protocol"],
    in: ["cli/core/cluster/node-state.ts"],
    means: "the protocol of a socket, as ss(8) says it",
  },
  {
    word: "ip",
    beside: ["agent.run()"],
    in: ["cli/core/run/live/fresh-clients.ts"],
    means: "the command of iproute2",
  },
  {
    word: "all",
    beside: ["agent.run()"],
    in: ["cli/core/run/live/fresh-clients.ts"],
    means: "every neighbour, in the words of ip-neighbour(8)",
  },
  {
    word: "outage",
    beside: ["ask", "asks"],
    in: ["cli/core/cluster/plan.ts", "cli/core/lab/predictions.ts"],
    means: "what a student predicts: how long users wait",
  },
  {
    word: "lost",
    beside: ["ask", "asks"],
    in: ["cli/core/cluster/plan.ts", "cli/core/lab/predictions.ts"],
    means: "what a student predicts: how many requests",
  },
  {
    word: "start",
    beside: ["state", "event.state", "signs"],
    means: "a piece of work begins, on the screen",
  },
  {
    word: "stream",
    beside: ["kind", "event.kind", "fields"],
    in: journal,
    means: "an event of the journal: what happened to a connection that stays open",
  },
  {
    word: "responders",
    beside: ["kind", "event.kind", "fields"],
    in: [...journal, "cli/core/journal/parser.ts"],
    means: "an event of the journal: who answered",
  },
  {
    word: "reset",
    beside: ["Outcome", "outcomes"],
    means: "how a request ended: TCP's RST",
  },
  {
    word: "reset",
    beside: ["words", "reset"],
    in: ["cli/core/journal/failures.ts"],
    means: "how a request ended, as people read it",
  },
  {
    word: "lost",
    beside: ["BasketEvent", "event"],
    in: ["cli/core/journal/baskets.ts", "cli/core/run/lines.ts"],
    means: "what became of a basket",
  },
  {
    word: "lost",
    beside: ["kind"],
    in: ["cli/core/run/lines.ts"],
    means: "halab-watch says that the kernel dropped events",
  },
  { word: "arp", beside: ["argv"], means: "how halab-probe is told to ask by ARP" },
  { word: "outage", beside: ['"outage-column"'], means: "the heading of a column" },
  { word: "lost", beside: ['"lost-column"'], means: "the heading of a column" },
  { word: "reset", beside: ['"how-reset"'], means: "how a request failed" },
  {
    word: "owners",
    beside: ["kind", "paints"],
    in: ["cli/report/text"],
    means: "a line of the picture: who had the address",
  },
  { word: "measured", beside: ["sheet.row()"], means: "the name of a row" },
  { word: "measured", beside: ["factsPart"], means: "a word of a sentence" },
];
