import { describe, expect, it } from "vitest";
import type { EngineHealth } from "@/lib/engine/engine";
import { ContextLength } from "./context-length";

/** An engine that serves what the list says, one entry each time that it is asked. */
function engineSaying(...answers: readonly (number | null | Error)[]) {
  const asked: number[] = [];
  return {
    asked,
    async health(): Promise<EngineHealth> {
      const answer = answers[Math.min(asked.length, answers.length - 1)] ?? null;
      asked.push(asked.length);
      if (answer instanceof Error) throw answer;
      return { ok: true, detail: "", contextTokens: answer };
    },
  };
}

describe("the context length", () => {
  it("is the engine's where that is shorter than the setting's", async () => {
    expect(await new ContextLength(engineSaying(8_192), 131_072).tokens()).toBe(8_192);
  });

  it("is the setting's where the engine serves more, or does not say", async () => {
    expect(await new ContextLength(engineSaying(262_144), 131_072).tokens()).toBe(131_072);
    expect(await new ContextLength(engineSaying(null), 131_072).tokens()).toBe(131_072);
  });

  it("is asked once for calls that come together, and again after a minute", async () => {
    const engine = engineSaying(8_192, 4_096);
    let now = 1;
    const context = new ContextLength(engine, 131_072, () => now);
    await Promise.all([context.tokens(), context.tokens()]);
    expect(engine.asked).toHaveLength(1);
    now += 60_000;
    await context.tokens();
    await expect.poll(() => context.tokens()).toBe(4_096);
  });

  it("is asked again at the next call after an engine that was down", async () => {
    const context = new ContextLength(engineSaying(new Error("down"), 8_192), 131_072);
    expect(await context.tokens()).toBe(131_072);
    expect(await context.tokens()).toBe(8_192);
  });
});
