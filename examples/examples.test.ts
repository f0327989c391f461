import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { unprovenTokens } from "@/e2e/clients/trained-token-proof";
import { type SimEngine, startSimEngine } from "@/scenarios/sim-engine";
import { type RecorderServer, serveRecorder } from "@/test/recorder/recorder-server";

const FOLDER = fileURLToPath(new URL(".", import.meta.url));
const TRAINER = "the-trainer's-token";
const QUESTION = "Please add 19 and 23.";

let engine: SimEngine;
let server: RecorderServer;

beforeAll(async () => {
  engine = await startSimEngine({
    answerTo: ({ conversation }) => ({
      text:
        conversation.last.role === "tool"
          ? `It is ${conversation.last.text}.`
          : '<tool_call>\n{"name": "add", "arguments": {"left": 19, "right": 23}}\n</tool_call>',
    }),
  });
  server = await serveRecorder({
    TURNTREE_ENGINE: "sim",
    TURNTREE_ENGINE_URL: engine.url,
    TURNTREE_POLICY: "strict",
    TURNTREE_API_TOKEN: "the-admin's-token",
    TURNTREE_TRAINER_TOKEN: TRAINER,
  });
});

afterAll(async () => {
  await server.close();
  await engine.close();
});

/** Runs a few lines of Python beside the examples and gives back what they print as JSON. */
async function python(code: string): Promise<unknown> {
  const { stdout } = await promisify(execFile)("python3", ["-c", code], {
    cwd: FOLDER,
    env: {
      ...process.env,
      TURNTREE_URL: server.url,
      TURNTREE_TRAINER_TOKEN: TRAINER,
      PYTHONDONTWRITEBYTECODE: "1",
    },
  });
  return JSON.parse(stdout);
}

async function generations() {
  const sampled = z.array(
    z.object({
      input_ids: z.array(z.int()),
      output_ids: z.array(z.int()),
      log_probs: z.array(z.number()),
    }),
  );
  return sampled.parse(await (await fetch(`${engine.url}/sim/generations`)).json());
}

const slimeSample = z.object({
  group_index: z.literal(3),
  index: z.literal(7),
  label: z.literal("42"),
  reward: z.number(),
  tokens: z.array(z.int()),
  response: z.string(),
  response_length: z.int(),
  loss_mask: z.array(z.int()),
  rollout_log_probs: z.array(z.number()),
});

const verlOutput = z.object({
  prompt_ids: z.array(z.int()),
  response_ids: z.array(z.int()),
  response_mask: z.array(z.int()),
  response_logprobs: z.array(z.number()),
  reward_score: z.number(),
  num_turns: z.int(),
});

describe("the examples for trainers", () => {
  test("slime: a base sample goes in, proven samples with their reward come out", async () => {
    const printed = await python(`
import asyncio, dataclasses, json
from slime_generate import generate

@dataclasses.dataclass
class Sample:
    fields: dict
    @classmethod
    def from_dict(cls, fields): return cls(fields)
    def __getattr__(self, name): return self.fields.get(name)

base = Sample.from_dict({"group_index": 3, "index": 7, "label": "42", "prompt": ${JSON.stringify(QUESTION)}})
samples = asyncio.run(generate(None, base, {"temperature": 0.7, "max_new_tokens": 200, "stop": None}))
print(json.dumps([sample.fields for sample in samples]))
`);
    const [sample, ...others] = z.array(slimeSample).parse(printed);
    expect(others).toEqual([]);
    expect(sample?.reward).toBe(1);
    expect(sample?.response).toContain("It is 42.");
    expect(sample?.loss_mask).toContain(1);
    if (sample !== undefined) expect(unprovenTokens(sample, await generations())).toEqual([]);
  });

  test("verl: one rollout becomes the fields of AgentLoopOutput", async () => {
    const printed = await python(`
import json
from verl_agent_loop import cut, most_trained, rollout
outputs = rollout(${JSON.stringify(QUESTION)}, "42", {"temperature": 1.0, "repetition_penalty": 1.0})
best = most_trained(outputs)
print(json.dumps([best, cut(best, 5), cut(best | {"response_logprobs": None}, 5)["response_logprobs"]]))
`);
    const [output, short] = z.tuple([verlOutput, verlOutput, z.null()]).parse(printed);
    expect(short.response_ids).toEqual(output.response_ids.slice(0, 5));
    expect([short.response_mask.length, short.response_logprobs.length]).toEqual([5, 5]);
    expect(output.reward_score).toBe(1);
    expect(output.num_turns).toBe(4);
    const sample = {
      tokens: [...output.prompt_ids, ...output.response_ids],
      response_length: output.response_ids.length,
      loss_mask: output.response_mask,
      rollout_log_probs: output.response_logprobs,
    };
    expect(output.response_mask).toContain(1);
    expect(unprovenTokens(sample, await generations())).toEqual([]);
  });

  test("a rollout that fails is dropped, and says why", async () => {
    const printed = await python(`
import json
from turntree_client import TurntreeClient, TurntreeError
client = TurntreeClient("${server.url}", "${TRAINER}")
try:
    with client.open_session(id="fails") as session:
        raise RuntimeError("the environment broke")
except RuntimeError:
    pass
try:
    client.open_session(id="fails")
except TurntreeError as error:
    print(json.dumps([error.status, str(error)]))
`);
    expect(printed).toEqual([409, expect.stringContaining("fails")]);
    const facts = await fetch(`${server.url}/api/sessions/fails`, {
      headers: { authorization: `Bearer ${TRAINER}` },
    });
    expect(await facts.json()).toMatchObject({ status: "dropped" });
  });
});
