import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { checkCitations } from "@/lib/inspect/report/check-citations";
import { TROUBLED_STEP } from "@/scenarios/sessions/training-run";
import { type SimEngine, startSimEngine } from "@/scenarios/sim-engine";
import { type RecorderServer, serveRecorder } from "@/test/recorder/recorder-server";
import { FOUND, investigatingModel, RUN_QUESTION } from "./investigating-model";
import { recordTrainingRun } from "./record-training-run";

const TRAINER = "the-trainer's-token";

let engine: SimEngine;
let server: RecorderServer;

beforeAll(async () => {
  engine = await startSimEngine({ answerTo: investigatingModel });
  server = await serveRecorder({
    TURNTREE_ENGINE_URL: engine.url,
    TURNTREE_API_TOKEN: "the-admin's-token",
    TURNTREE_TRAINER_TOKEN: TRAINER,
    TURNTREE_POLICY: "slime",
  });
  await recordTrainingRun(server.url, TRAINER);
});

afterAll(async () => {
  await server.close();
  await engine.close();
});

const call = z.object({ name: z.string(), arguments: z.record(z.string(), z.unknown()) });

/** What a tool of the server answers, as text. */
async function toolAnswer(given: z.infer<typeof call>): Promise<string> {
  const response = await fetch(`${server.url}/api/mcp`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${TRAINER}`,
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      "mcp-protocol-version": "2025-06-18",
    },
    body: JSON.stringify({
      jsonrpc: "2.0",
      id: 1,
      method: "tools/call",
      params: { ...given, name: given.name.replace("mcp__turntree__", "") },
    }),
  });
  const text = await response.text();
  const { result } = z
    .object({
      result: z.object({ isError: z.boolean().optional(), content: z.array(z.object({ text: z.string() })) }),
    })
    .parse(JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? text));
  expect(result.isError, `${given.name}: ${result.content[0]?.text}`).not.toBe(true);
  return result.content[0]?.text ?? "";
}

it.each([
  [TROUBLED_STEP - 1, false],
  [TROUBLED_STEP, true],
  [TROUBLED_STEP + 1, false],
])("step %i of the run has lost signal: %s", async (step, isLost) => {
  const told = await toolAnswer({ name: "health_report", arguments: { filter: `run:r7 step:${step}` } });
  expect(told.includes("lost_signal")).toBe(isLost);
  const found = await toolAnswer({
    name: "find_sessions",
    arguments: { filter: `step:${step} score:loss>1` },
  });
  expect(JSON.parse(found).sessions).toHaveLength(isLost ? 2 : 0);
});

it("whoever asks the tools why the loss went up at step 61 finds the cause, and reports it with citations that hold", async () => {
  let prompt = RUN_QUESTION;
  for (let asked = 0; asked < 20; asked++) {
    const said = investigatingModel({
      conversation: {
        system: "<tools>",
        assistantSegments: 0,
        firstUser: RUN_QUESTION,
        last: { role: "user", text: "" },
        segments: 0,
      },
      prompt: () => prompt,
    });
    if (said?.text === FOUND) break;
    const called = /<tool_call>\n(.*)\n<\/tool_call>/s.exec(said?.text ?? "")?.[1] ?? "";
    const answer = await toolAnswer(call.parse(JSON.parse(called)));
    prompt += `${said?.text}<tool_response>\n${answer}\n</tool_response>`;
  }
  const [head] = await server.runtime.store.reports.list({ limit: 5 });
  expect(head?.title).toBe("Why the loss went up at step 61");
  const report = await server.runtime.store.reports.find(head?.id ?? "");
  expect(report?.text).toMatch(/sampled tokens .* train in no sample/);
  expect(report?.text).toContain("[answer shortened]");
  const citations = await checkCitations(server.runtime.store, report?.text ?? "");
  expect(citations).toMatchObject([{ standing: "holds" }]);
  expect(citations[0]?.citation?.session).toMatch(new RegExp(`^step-${TROUBLED_STEP}-`));
});
