import { expect, it } from "vitest";
import { untilHeld } from "@/test/recorder/held-generations";
import { simLine } from "@/test/recorder/sim-line";
import { simulatedRecorder } from "@/test/recorder/simulated-recorder";

const simulated = simulatedRecorder({ TURNTREE_FINISH_WAIT_S: "1" });

const post = (path: string, body: object) =>
  fetch(`${simulated.server.url}${path}`, { method: "POST", body: JSON.stringify(body) });

it("finishing aborts calls that outlast its bound, and takes one reward when asked twice at once", async () => {
  await post("/api/sessions", { id: "aborts" });
  const messages = [{ role: "user", content: simLine({ text: "never", held_after_tokens: 0 }) }];
  const running = post("/s/aborts/v1/chat/completions", { messages });
  await untilHeld(simulated.engine);
  const [first, again, other] = await Promise.all(
    [1, 1, 2].map((reward) => post("/api/sessions/aborts/finish", { reward })),
  );
  const answer = await first?.json();
  expect(await again?.json()).toEqual(answer);
  expect(other?.status).toBe(409);
  expect(answer.samples).toEqual([]);
  expect(answer.reason).toBeTruthy();
  expect((await running).status).toBe(503);
});
