/**
 * The questions of ocf-tester(8), and those that it does not ask: a slow start, a process that hangs, a pid file that is
 * somebody else's. Each group begins with nothing running; the first wrong answer ends it, and has a name.
 */
import { lackOf, partsOf } from "./agent-xml.ts";
import type { Answer, Asker } from "./asker.ts";
import { killed } from "./codes.ts";

/** Names of wrong answers, by which rules know them; `right`: there was none. */
type Mistake = string;

const right = "right";

/** Thrown through a group, to its end. */
class Wrong extends Error {
  readonly mistake: Mistake;
  readonly words: string;

  constructor(mistake: Mistake, answer?: Answer) {
    super(mistake);
    this.mistake = mistake;
    this.words = answer?.said ?? "";
  }
}

function require(isRight: boolean, mistake: Mistake, answer?: Answer): void {
  if (!isRight) throw new Wrong(mistake, answer);
}

const success = ({ code }: Answer) => code === 0;
/** 7: cleanly stopped. 1: it failed. Both are true of what a crash left. */
const isDead = ({ code }: Answer) => code === 7 || code === 1;

async function form(asker: Asker): Promise<void> {
  const told = await asker.ask("meta-data", { limitS: 5 });
  require(success(told), "meta-data-fails", told);
  const parts = partsOf(told.said);
  if (!parts) throw new Wrong("meta-data-no-xml", told);
  const lack = lackOf(parts, ["config"]);
  if (lack !== undefined) {
    asker.heard.push(`its meta-data does not name ${lack}`);
    throw new Wrong("meta-data-lacks");
  }
  const valid = await asker.ask("validate-all");
  require(success(valid), "validate-refuses", valid);
  const missing = await asker.ask("validate-all", {
    config: "/nonexistent/counterd.conf",
    of: "validate-all without its file",
  });
  require([2, 5, 6].includes(missing.code), "validate-accepts", missing);
  const strange = await asker.ask("dance", { of: "an action that there is not" });
  require(strange.code === 3, "unknown-action", strange);
}

async function status(asker: Asker): Promise<void> {
  const stopped = await asker.ask("monitor", { of: "monitor, nothing runs" });
  require(stopped.code === 7, "stopped-is-not-7", stopped);
  await asker.leaveStalePid();
  const stale = await asker.ask("monitor", { of: "monitor, the pid file is another process's" });
  require(isDead(stale), "stale-pid-believed", stale);
  await asker.removePid();
  await started(asker);
  const running = await asker.ask("monitor", { of: "monitor, it runs" });
  require(success(running), "running-is-not-0", running);
  await asker.signal("STOP");
  const hung = await asker.ask("monitor", { limitS: 6, of: "monitor, it hangs" });
  require(hung.code !== killed, "hung-hangs", hung);
  require(hung.code !== 0, "hung-is-0", hung);
  require(hung.code !== 7, "hung-is-7", hung);
  await asker.kill();
  const dead = await asker.ask("monitor", { of: "monitor, it was killed" });
  require(isDead(dead), "dead-is-running", dead);
}

async function started(asker: Asker): Promise<void> {
  const answer = await asker.ask("start");
  require(success(answer), "start-fails", answer);
}

async function start(asker: Asker): Promise<void> {
  await started(asker);
  const well = await asker.isWell();
  asker.heard.push(`as start returns, it ${well ? "serves" : "does not serve yet"}`);
  require(well, "start-too-early");
  const before = await asker.pids();
  const again = await asker.ask("start", { of: "start, it runs" });
  require(success(again), "second-start-fails", again);
  const after = await asker.pids();
  asker.heard.push(`processes before it: ${before.join(", ")}; after it: ${after.join(", ")}`);
  require(String(before) === String(after), "second-start-starts");
  const running = await asker.ask("monitor", { of: "monitor, started twice" });
  require(success(running), "running-is-not-0", running);
  await asker.kill();
  await asker.spoilState();
  const broken = await asker.ask("start", { of: "start on a state that is not whole" });
  require(broken.code !== killed, "broken-start-hangs", broken);
  require(broken.code !== 0, "broken-start-is-0", broken);
}

async function stop(asker: Asker): Promise<void> {
  const stopped = await asker.ask("stop", { of: "stop, nothing runs" });
  require(success(stopped), "stopped-stop-fails", stopped);
  await asker.leaveStalePid();
  const stale = await asker.ask("stop", { of: "stop, the pid file is another process's" });
  require(await asker.innocentLives(), "stop-kills-others", stale);
  require(success(stale), "stopped-stop-fails", stale);
  await asker.removePid();
  await started(asker);
  await asker.count();
  await gone(asker, "stop", { fails: "stop-fails", left: "stop-too-early" });
  const saved = await asker.hasSaved(1);
  asker.heard.push(`what it had counted is ${saved ? "saved" : "lost"}`);
  require(saved, "stop-loses");
  await started(asker);
  await asker.signal("STOP");
  await gone(asker, "stop, it hangs", { fails: "hung-stop-fails", left: "hung-stop-fails" });
}

async function gone(asker: Asker, of: string, names: { fails: Mistake; left: Mistake }) {
  const answer = await asker.ask("stop", { of });
  require(success(answer), names.fails, answer);
  const left = await asker.pids();
  asker.heard.push(
    `as stop returns, ${left.length === 0 ? "it is gone" : `${left.join(", ")} still runs`}`,
  );
  require(left.length === 0, names.left);
}

const groups = { form, status, start, stop } as const;
export type Group = keyof typeof groups;

/** The name of the first wrong answer, or `right`, with what was asked and answered. */
export async function askAll(group: Group, asker: Asker) {
  try {
    await groups[group](asker);
    return { mistake: right, heard: asker.heard };
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    const words = error.words.split("\n").slice(-2).join(" ").trim();
    return {
      mistake: error.mistake,
      heard: [...asker.heard, ...(words ? [`it said: ${words.slice(0, 300)}`] : [])],
    };
  }
}
