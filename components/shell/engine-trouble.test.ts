import { describe, expect, it } from "vitest";
import { engineTrouble } from "./engine-trouble";

const engine = { name: "sglang", ok: true, detail: "ready", failures: null };

describe("what a page says of the engine", () => {
  it("is nothing while it is well", () => {
    expect(engineTrouble({ engine })).toBeNull();
    expect(engineTrouble({})).toBeNull();
  });

  it("is that it is not ready, in its own words", () => {
    expect(engineTrouble({ engine: { ...engine, ok: false, detail: "connect ECONNREFUSED" } })).toMatchObject(
      {
        title: "The engine (sglang) is not ready.",
        said: "connect ECONNREFUSED",
      },
    );
  });

  it("is that calls fail, though it says that it is well", () => {
    const failing = (calls: number) =>
      engineTrouble({ engine: { ...engine, failures: { calls, last: "OOM" } } });
    expect(failing(1)?.title).toBe("The last call failed at the engine (sglang).");
    expect(failing(3)).toMatchObject({
      title: "The last 3 calls failed at the engine (sglang).",
      said: "OOM",
    });
  });

  it("is that it is paused, whatever else it says", () => {
    const paused = (answers: number) => engineTrouble({ engine: { ...engine, paused: { answers } } });
    expect(paused(1)).toMatchObject({
      title: "The engine (sglang) is paused.",
      said: "1 answer that it broke off waits for it to go on, as after new weights.",
      works: "What was sampled is kept, and it goes on from there.",
    });
    expect(paused(2)?.said).toMatch(/^2 answers that it broke off wait for it/);
  });

  it("is named where the engine scores otherwise than was recorded, unless calls fail", () => {
    const sentinel = { drift: "The engine at http://a scores otherwise than it used to." };
    expect(engineTrouble({ engine: { ...engine, sentinel } })).toMatchObject({
      title: "The engine (sglang) gives other log-probs than were recorded.",
      said: sentinel.drift,
    });
    const failures = { calls: 1, last: "OOM" };
    expect(engineTrouble({ engine: { ...engine, sentinel, failures } })?.title).toContain(
      "The last call failed",
    );
    expect(engineTrouble({ engine: { ...engine, sentinel: { drift: null } } })).toBeNull();
  });
});
