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
});
