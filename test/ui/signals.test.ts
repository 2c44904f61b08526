import { EventEmitter } from "node:events";
import { describe, expect, it } from "vitest";
import { watchSignals } from "../../cli/ui/signals.ts";

function watched() {
  const [from, stop] = [new EventEmitter(), new AbortController()];
  const said: string[] = [];
  const quits: number[] = [];
  const desk = {
    from,
    say: (text: string) => void said.push(text),
    quit: (code: number) => void quits.push(code),
  };
  return { from, stop, said, quits, unwatch: watchSignals(stop, desk) };
}

describe("signals", () => {
  it.each([
    ["one Ctrl-C", ["SIGINT"], 0],
    ["Ctrl-C, twice", ["SIGINT", "SIGINT"], 1],
    ["SIGTERM, then Ctrl-C", ["SIGTERM", "SIGINT"], 1],
    ["a closed terminal", ["SIGHUP", "SIGHUP", "SIGHUP"], 0],
    ["Ctrl-C, and the terminal is closed", ["SIGINT", "SIGHUP", "SIGHUP"], 0],
    ["a closed terminal, and somebody else's SIGTERM", ["SIGHUP", "SIGTERM"], 1],
  ])("%s", (_, names, quit) => {
    const { from, stop, said, quits } = watched();
    for (const name of names) from.emit(name, name);
    expect(stop.signal.aborted).toBe(true);
    expect(said[0]).toMatch(/(Ctrl-C|SIG\w+): healing and cleaning up/);
    expect(quits).toEqual(quit === 0 ? [] : [130]);
    expect(said.slice(1).join("")).toMatch(quit === 0 ? /^$/ : /halab gc .*halab heal CLUSTER/);
  });

  it("name the cluster that is to be healed, where it is known", () => {
    const from = new EventEmitter();
    const said: string[] = [];
    const desk = { from, say: (text: string) => void said.push(text), quit: () => {} };
    watchSignals(new AbortController(), desk, () => "mine");
    for (const name of ["SIGINT", "SIGINT"]) from.emit(name, name);
    expect(said.at(-1)).toContain("halab heal mine)");
  });

  it("are let alone when nobody watches any more", () => {
    const { from, stop, unwatch } = watched();
    unwatch();
    from.emit("SIGINT", "SIGINT");
    expect(stop.signal.aborted).toBe(false);
  });
});
