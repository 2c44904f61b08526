import { describe, expect, it } from "vitest";
import { say } from "../../../cli/learn/words/say.ts";

describe("what halab says", () => {
  it("is in the language that is asked for", () => {
    expect(say("en", "session.menu-back")).toBe("go back");
    expect(say("de", "session.menu-back")).toBe("zurück");
    expect(say("hu", "session.menu-back")).toBe("vissza");
  });

  it("has the words for one and for more", () => {
    expect(say("en", "session.hints-read", { count: 1 })).toBe("1 hint read");
    expect(say("en", "session.hints-read", { count: 2 })).toBe("2 hints read");
    expect(say("de", "session.hints-read", { count: 2 })).toBe("2 Hinweise gelesen");
    // A noun after a number stays as it is.
    expect(say("hu", "session.hints-read", { count: 2 })).toBe("2 elolvasott tipp");
  });

  it("writes numbers with the language's comma, and leaves texts alone", () => {
    const args = { points: 7.5, all: "10.5" };
    expect(say("de", "session.place-points", args)).toBe("7,5 von 10.5 Punkten");
    expect(say("en", "session.place-points", args)).toBe("7.5 of 10.5 points");
  });
});
