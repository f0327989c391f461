import { describe, expect, it } from "vitest";
import { generateRequest } from "@/test/engine/generate-once";
import type { Engine } from "./engine";
import { EngineError } from "./engine-error";
import { withAddresses } from "./with-addresses";

/** An address that says where it is, or fails as it is told. */
class Replica {
  calls = 0;
  failure: EngineError | null = null;
  readonly engine: Engine;

  constructor(readonly url: string) {
    const replica = this;
    this.engine = {
      name: "sglang",
      url,
      // biome-ignore lint/correctness/useYield: a generation that fails yields nothing
      async *generate() {
        replica.calls++;
        if (replica.failure !== null) throw replica.failure;
      },
      health: async () => ({ ok: replica.failure === null, detail: `${url} speaks.`, contextTokens: 100 }),
    };
  }
}

const REFUSED = new EngineError("unreachable", "It refused the connection.", null, { isUnsent: true });
const BROKEN = new EngineError("unreachable", "It broke the connection.");

function three(): readonly [Replica, Replica, Replica] {
  return [new Replica("http://a"), new Replica("http://b"), new Replica("http://c")];
}

function joined([a, b, c]: readonly [Replica, Replica, Replica], now?: () => number): Engine {
  return withAddresses([a.engine, b.engine, c.engine], now);
}

async function call(engine: Engine, session: string): Promise<void> {
  const request = { ...generateRequest(), routingKey: session };
  for await (const _ of engine.generate(request)) {
    // Nothing is asked of the events.
  }
}

function calledOf(replicas: readonly Replica[]): readonly number[] {
  return replicas.map(({ calls }) => calls);
}

describe("a session before several addresses", () => {
  it("stays with one, the same on every recorder", async () => {
    const here = three();
    const there = three();
    const engines = [joined(here), joined(there)];
    for (const engine of engines) for (let i = 0; i < 5; i++) await call(engine, "session");
    expect([...calledOf(here)].sort()).toEqual([0, 0, 5]);
    expect(calledOf(there)).toEqual(calledOf(here));
  });

  it("shares them with others", async () => {
    const replicas = three();
    const engine = joined(replicas);
    for (let i = 0; i < 60; i++) await call(engine, `session ${i}`);
    expect(calledOf(replicas).every((calls) => calls > 5)).toBe(true);
  });

  it("moves in the same call where its own took nothing, and stays where it moved", async () => {
    let time = 0;
    const replicas = three();
    const engine = joined(replicas, () => time);
    await call(engine, "session");
    const home = replicas.find(({ calls }) => calls === 1);
    if (home === undefined) return expect.fail("no address took the call");
    home.failure = REFUSED;
    await call(engine, "session");
    const next = replicas.find((replica) => replica !== home && replica.calls === 1);
    home.failure = null;
    time = 60_000;
    await call(engine, "session");
    expect(next?.calls).toBe(2);
    expect(home.calls).toBe(2);
  });

  it("is never sent twice: a call that broke off fails, and the next one moves", async () => {
    const replicas = three();
    const engine = joined(replicas, () => 0);
    await call(engine, "session");
    const home = replicas.find(({ calls }) => calls === 1);
    if (home === undefined) return expect.fail("no address took the call");
    home.failure = BROKEN;
    await expect(call(engine, "session")).rejects.toThrow("broke the connection");
    await call(engine, "session");
    expect([...calledOf(replicas)].sort()).toEqual([0, 1, 2]);
  });

  it("is refused where all are gone, with the words of the last", async () => {
    const replicas = three();
    for (const replica of replicas) replica.failure = REFUSED;
    await expect(call(joined(replicas), "session")).rejects.toThrow("refused the connection");
    expect(calledOf(replicas)).toEqual([1, 1, 1]);
  });

  it("is told of the health of each", async () => {
    const replicas = three();
    replicas[1].failure = REFUSED;
    const health = await joined(replicas).health(new AbortController().signal);
    expect(health).toMatchObject({ ok: true, contextTokens: 100 });
    expect(health.addresses?.map(({ ok }) => ok)).toEqual([true, false, true]);
  });
});
