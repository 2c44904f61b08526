// Waits until a fault's time is over, and then undoes it as halab does, which may have been killed: keeper.js JOURNAL ID MS heal ...
// It loads nothing until then: there is one beside each fault that only the engine can undo.
import { readFileSync } from "node:fs";

const [journal, id, ms, ...heal] = process.argv.slice(2);
const endMs = performance.now() + Number(ms);

/** The last that was written down of the fault; halab's other half of it is cli/core/state/open-faults.ts. */
function isOpen() {
  let open = false;
  for (const line of linesOf(journal)) {
    const entry = parsed(line);
    if (entry?.open?.id === id) open = true;
    else if (entry?.closed === id) open = false;
  }
  return open;
}

function linesOf(path) {
  try {
    return readFileSync(path, "utf8").split("\n");
  } catch {
    // The cluster is gone, with all that was broken in it.
    return [];
  }
}

function parsed(line) {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Every second, from the first on: the fault is written down after this process was begun. */
function look() {
  const leftMs = endMs - performance.now();
  if (leftMs > 0) setTimeout(() => (isOpen() ? look() : undefined), Math.min(leftMs, 1000));
  else {
    process.argv.splice(2, Number.POSITIVE_INFINITY, ...heal);
    void import("./halab.js");
  }
}

look();
