import { beforeEach, describe, expect, it } from "vitest";
import { NO_QUOTA } from "@/lib/core/policy/run-quota";
import { IdServers } from "@/lib/engine/forwarded/id-servers";
import { callOfRequest } from "@/lib/recorder/answer/call-of-request";
import { KeptReplies } from "@/lib/recorder/answer/kept-replies";
import { answerCall } from "@/lib/recorder/call/answer-call";
import { Auditor } from "@/lib/recorder/call/auditor";
import { mintCallKey } from "@/lib/recorder/edge/request-id";
import { Housekeeping } from "@/lib/recorder/housekeeping/housekeeping";
import { Sentinel } from "@/lib/recorder/rescore/sentinel";
import { CallCapacity } from "@/lib/recorder/session/call-capacity";
import { LiveSessions } from "@/lib/recorder/session/live-sessions";
import { NO_TRACING } from "@/lib/trace/tracing";
import { openaiChat } from "@/lib/wire/openai-chat";
import { releaseHeld, untilHeld } from "@/test/recorder/held-generations";
import { BODIES, RETRY, retryClient } from "@/test/recorder/retry-client";
import { simLine } from "@/test/recorder/sim-line";
import { simulatedRecorder } from "@/test/recorder/simulated-recorder";
import { joinedEvents } from "@/test/wire/joined-events";
import { RunQuotas } from "./session/run-quotas";
import { UnrecordedCalls } from "./session/unrecorded-calls";

const simulated = simulatedRecorder();
const { deliveries, sampledSoFar } = retryClient(simulated);

describe("a retry of a call that still runs", () => {
  const held = simLine({ text: "one two three four five six", held_after_tokens: 3 });
  let sessions: LiveSessions;

  /** Calls a recorder of the test's own, whose sessions it can look into. */
  function call(
    session: string,
    text: string,
    more: { stream?: boolean; retry?: boolean; signal?: AbortSignal } = {},
  ) {
    const { stream = false, retry = false, signal = null } = more;
    const { store, model, engine, settings, keys, models } = simulated.server.runtime;
    const parts = { store, model, engine, settings, keys, models };
    const request = new Request("http://localhost/v1/chat/completions", {
      method: "POST",
      headers: retry ? RETRY : {},
      body: JSON.stringify({ model: "m", ...BODIES["/v1/chat/completions"](text), stream }),
      signal,
    });
    const target = { protocol: openaiChat, session, token: null, key: mintCallKey() };
    const pipeline = {
      parts,
      sessions,
      capacity: new CallCapacity(settings),
      auditor: new Auditor(store, new Housekeeping()),
      sentinel: new Sentinel(engine, 0),
      unrecorded: new UnrecordedCalls(),
      idServers: new IdServers(),
      kept: new KeptReplies(),
      quotas: new RunQuotas(store.readRunUse, NO_QUOTA),
      tracing: NO_TRACING,
    };
    return answerCall(pipeline, target, callOfRequest(request));
  }

  async function waiting(session: string): Promise<number> {
    const live = await sessions.peek(session);
    return (live?.running ?? []).filter((one) => one.waiting > 0).length;
  }

  beforeEach(() => {
    sessions = new LiveSessions(simulated.server.runtime.store);
  });

  it.each([false, true])("waits for its answer, and both get it: streamed %s", async (stream) => {
    const session = `joined-${stream}`;
    const before = await sampledSoFar();
    const first = call(session, held, { stream });
    await untilHeld(simulated.engine);
    const second = call(session, held, { stream, retry: true });
    await expect.poll(() => waiting(session)).toBe(1);
    await releaseHeld(simulated.engine);
    const [one, two] = await Promise.all([(await first).text(), (await second).text()]);
    if (stream) expect(joinedEvents(two)).toEqual(joinedEvents(one));
    else expect(two).toBe(one);
    expect(await sampledSoFar()).toBe(before + 1);
    await expect.poll(() => deliveries(session)).toEqual(["delivered 2"]);
  });

  it("gets the answer although the first client leaves meanwhile", async () => {
    const leaving = new AbortController();
    const first = call("left", held, { signal: leaving.signal });
    await untilHeld(simulated.engine);
    const second = call("left", held, { retry: true });
    await expect.poll(() => waiting("left")).toBe(1);
    leaving.abort();
    await releaseHeld(simulated.engine);
    await first;
    const reply = await (await second).json();
    expect(reply.choices[0].message.content).toBe("one two three four five six");
    await expect.poll(() => deliveries("left")).toEqual(["delivered 2"]);
  });

  it("lets the engine stop when both have left", async () => {
    const leaving = new AbortController();
    const first = call("both-left", held, { signal: leaving.signal });
    await untilHeld(simulated.engine);
    const second = call("both-left", held, { retry: true, signal: leaving.signal });
    await expect.poll(() => waiting("both-left")).toBe(1);
    leaving.abort();
    expect((await first).status).toBe(499);
    expect((await second).status).toBe(499);
    await expect.poll(() => deliveries("both-left")).toEqual(["undelivered 1"]);
  });

  it("is sampled itself when the first fails", async () => {
    const answers = [
      { text: "x", held_after_tokens: 0, fault: { kind: "hang_up", after_tokens: 0 } },
      { text: "The second try." },
    ];
    await fetch(`${simulated.engine.url}/sim/answers`, { method: "POST", body: JSON.stringify(answers) });
    const first = call("fell", "Hello.");
    await untilHeld(simulated.engine);
    const second = call("fell", "Hello.", { retry: true });
    await expect.poll(() => waiting("fell")).toBe(1);
    await releaseHeld(simulated.engine);
    expect((await first).status).toBe(502);
    expect((await (await second).json()).choices[0].message.content).toBe("The second try.");
  });
});
