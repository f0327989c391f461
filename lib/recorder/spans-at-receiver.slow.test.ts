import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { simLine } from "@/test/recorder/sim-line";
import { simulatedRecorder } from "@/test/recorder/simulated-recorder";

/** A running arize-phoenix, such as http://127.0.0.1:6006: `pip install arize-phoenix`, `phoenix serve`. */
const PHOENIX = process.env.PHOENIX_URL;

const answer = z.object({
  data: z.array(
    z.object({
      name: z.string(),
      context: z.object({ trace_id: z.string(), span_id: z.string() }),
      parent_id: z.string().nullable(),
      status_code: z.string(),
      attributes: z.record(z.string(), z.unknown()),
      start_time: z.iso.datetime({ offset: true }),
      end_time: z.iso.datetime({ offset: true }),
    }),
  ),
});

const PROJECT = `turntree-${process.pid}-${Date.now()}`;
const SETTINGS = {
  OTEL_EXPORTER_OTLP_ENDPOINT: PHOENIX ?? "",
  OTEL_BSP_SCHEDULE_DELAY: "10",
  OTEL_RESOURCE_ATTRIBUTES: `openinference.project.name=${PROJECT}`,
};

describe.skipIf(PHOENIX === undefined)("spans at arize-phoenix", () => {
  beforeAll(() => {
    Object.assign(process.env, SETTINGS);
  });
  const simulated = simulatedRecorder();
  afterAll(() => {
    for (const name of Object.keys(SETTINGS)) delete process.env[name];
  });

  async function spans() {
    const response = await fetch(`${PHOENIX}/v1/projects/${PROJECT}/spans?limit=100`);
    return response.ok ? answer.parse(await response.json()).data : [];
  }

  it("arrive as one trace of a recorded turn, with its stages below it", async () => {
    const response = await fetch(`${simulated.server.url}/s/at-phoenix/v1/chat/completions`, {
      method: "POST",
      body: JSON.stringify({
        model: "qwen3",
        messages: [{ role: "user", content: simLine({ text: "An answer." }) }],
      }),
    });
    expect(response.status).toBe(200);
    await response.text();
    await expect.poll(async () => (await spans()).length).toBe(6);
    const all = await spans();
    const root = all.find(({ parent_id }) => parent_id === null);
    expect(root).toMatchObject({ name: "chat qwen3", status_code: "UNSET" });
    const stages = all.filter(({ parent_id }) => parent_id === root?.context.span_id);
    expect(stages.map(({ name }) => name).sort()).toEqual(["admit", "engine", "prompt", "read", "record"]);
    expect(new Set(all.map(({ context }) => context.trace_id)).size).toBe(1);
    process.stdout.write(`${tree(all)}\n`);
    // What Phoenix itself made of the conventions' names.
    const [turn] = (await simulated.server.runtime.store.readRecording("at-phoenix")).turns;
    expect(root?.attributes).toMatchObject({
      "session.id": "at-phoenix",
      "llm.model_name": "qwen3",
      "llm.token_count.completion": turn?.outputIds.length,
    });
  });
});

/** The spans as lines, for whoever looks. */
function tree(spans: z.infer<typeof answer>["data"]): string {
  const root = spans.find(({ parent_id }) => parent_id === null);
  const at = (time: string | undefined): number =>
    Date.parse(time ?? "") - Date.parse(root?.start_time ?? "");
  const line = ({ name, start_time, end_time }: (typeof spans)[number]): string =>
    `${name.padEnd(12)} ${at(start_time)} to ${at(end_time)} ms`;
  const below = spans.filter(({ parent_id }) => parent_id !== null);
  const stages = below
    .toSorted((a, b) => at(a.start_time) - at(b.start_time))
    .map((span) => `  ${line(span)}`);
  return [...(root === undefined ? [] : [line(root)]), ...stages].join("\n");
}
