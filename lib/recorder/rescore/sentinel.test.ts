import { afterEach, describe, expect, it } from "vitest";
import { createEngine } from "@/lib/engine/create-engine";
import { scriptedLogProbs, startScoringServer } from "@/test/engine/scoring-server";
import type { ScriptedServer } from "@/test/engine/scripted-server";
import { turnOf } from "@/test/recording/turn-of";
import { Sentinel } from "./sentinel";

const servers: ScriptedServer[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

const PROMPT = Int32Array.of(11, 12, 13);

/** A turn of 64 tokens of the scripted model, each recorded `off` nats beside what it gives. */
function turn(number: number, off: number) {
  const outputIds = Int32Array.from({ length: 64 }, (_, i) => 20 + ((i * 7 + number) % 97));
  const outputLogProbs = scriptedLogProbs([...PROMPT, ...outputIds], PROMPT.length).map(
    (value) => value + off,
  );
  return turnOf({ outputIds, outputLogProbs, logProbSemantics: "raw" });
}

async function sentinel(share = 1, chance?: () => number) {
  const server = await startScoringServer();
  servers.push(server);
  const engine = createEngine({ name: "sglang", url: server.url, silenceMs: 60_000 });
  return { server, watch: new Sentinel(engine, share, chance) };
}

async function addTurns(watch: Sentinel, count: number, off: (token: number) => number): Promise<void> {
  for (let number = 0; number < count; number++) watch.add(turn(number, off(number)), PROMPT);
  await watch.idle();
}

describe("the sentinel", () => {
  it("says nothing of an engine that scores what was recorded", async () => {
    const { watch } = await sentinel();
    await addTurns(watch, 30, () => 1e-5);
    expect(watch.report()).toMatchObject({ turns: 30, drift: null });
    expect(watch.report()?.differences?.median).toBeCloseTo(1e-5);
  });

  it("names an engine that scores otherwise than it used to", async () => {
    const { watch, server } = await sentinel();
    await addTurns(watch, 20, () => 1e-4);
    expect(watch.report()?.drift).toBeNull();
    await addTurns(watch, 4, () => 0.05);
    expect(watch.report()?.drift).toContain(`The engine at ${server.url} scores otherwise than it used to`);
    await addTurns(watch, 4, () => 1e-4);
    expect(watch.report()?.drift).toBeNull();
  });

  it("learns the wider spread of an engine that rounds more", async () => {
    const { watch } = await sentinel();
    await addTurns(watch, 40, (number) => 0.02 * (number % 3));
    expect(watch.report()?.drift).toBeNull();
  });

  it("names an engine that answered with other weights from the start", async () => {
    const { watch, server } = await sentinel();
    await addTurns(watch, 2, () => 2);
    expect(watch.report()?.drift).toContain(
      `The engine at ${server.url} scores nothing like what was recorded`,
    );
  });

  it("scores the share of the turns that it was given, and none where that is 0", async () => {
    let draws = 0;
    const { watch, server } = await sentinel(0.25, () => (draws++ % 4) / 4);
    await addTurns(watch, 8, () => 0);
    expect(watch.report()?.turns).toBe(2);
    const { watch: off } = await sentinel(0);
    await addTurns(off, 8, () => 0);
    expect(off.report()).toBeNull();
    // Each turn costs two requests: its scores, and the control.
    expect(server.received).toHaveLength(4);
  });

  it("goes on where an engine cannot be reached, and ends when it is closed", async () => {
    const { watch, server } = await sentinel();
    await server.close();
    await addTurns(watch, 2, () => 0);
    expect(watch.report()).toMatchObject({ turns: 0, drift: null });
    await watch.close();
    watch.add(turn(0, 0), PROMPT);
    await watch.idle();
    expect(watch.report()?.turns).toBe(0);
  });
});
