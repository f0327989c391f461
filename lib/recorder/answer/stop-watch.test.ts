import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { StopWatch } from "./stop-watch";

/** What is shown of pieces of text, and the stop string that ended them. */
function watched(stops: readonly string[], pieces: readonly string[]) {
  const watch = new StopWatch(stops);
  let shown = "";
  for (const piece of pieces) {
    const step = watch.push(piece);
    shown += step.shown;
    if (step.stop !== null) return { shown, stop: step.stop };
  }
  return { shown: shown + watch.release(), stop: null };
}

describe("stop strings in a text", () => {
  it("end it where the one that is complete first begins", () => {
    expect(watched(["abcd", "bc"], ["xabcd"])).toEqual({ shown: "xa", stop: "bc" });
    expect(watched(["abcd", "bc"], ["xab", "cd"])).toEqual({ shown: "xa", stop: "bc" });
  });

  it("go by the order in which the client lists them where two are complete at once", () => {
    expect(watched(["bc", "abc"], ["abc"])).toEqual({ shown: "a", stop: "bc" });
    expect(watched(["abc", "bc"], ["abc"])).toEqual({ shown: "", stop: "abc" });
  });

  it("leave the text whole where none is complete", () => {
    expect(watched(["STOP"], ["one ST", "OOP ST"])).toEqual({ shown: "one STOOP ST", stop: null });
  });

  it("hold back no more than what may be the beginning of one", () => {
    const watch = new StopWatch(["\nObservation:"]);
    expect(watch.push("Action: search\nObs").shown).toBe("Action: search");
    expect(watch.push("tacle").shown).toBe("\nObstacle");
  });

  it("are found alike, however the text comes in pieces", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), minLength: 1, maxLength: 4 });
    const text = fc.string({ unit: fc.constantFrom("a", "b", "c", "d"), maxLength: 24 });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 3 }), text, fc.nat(6), (stops, whole, size) => {
        const pieces = Array.from({ length: Math.ceil(whole.length / (size + 1)) }, (_, at) =>
          whole.slice(at * (size + 1), (at + 1) * (size + 1)),
        );
        expect(watched(stops, pieces)).toEqual(watched(stops, Array.from(whole)));
      }),
    );
  });
});
