import { z } from "zod";
import type { LiveBench } from "@/engines/live-bench";

const loads = z.object({ loads: z.array(z.object({ num_running_reqs: z.int() })) });

/** Between two readings of a counter of sampled tokens, in ms: longer than a token takes. */
const BETWEEN_MS = 400;

/** Whether an engine samples nothing: it has no running request, or its counter of tokens stands still. */
export async function isIdle({ start, engine }: LiveBench): Promise<boolean> {
  if (start.engine === "sglang") {
    const body: unknown = await (await fetch(`${engine}/v1/loads?include=core`)).json();
    return loads.parse(body).loads.every(({ num_running_reqs }) => num_running_reqs === 0);
  }
  const before = await sampledTokens(engine);
  await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS));
  return before === (await sampledTokens(engine));
}

async function sampledTokens(engine: string): Promise<string> {
  const text = await (await fetch(`${engine}/metrics`)).text();
  return /^vllm:generation_tokens_total\{[^}]*\} (\S+)/m.exec(text)?.[1] ?? "";
}

/** How long an engine may take until it samples, in ms. */
const PATIENCE_MS = 60_000;

/** Waits until the engine samples. */
export async function whenSampling(bench: LiveBench): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (await isIdle(bench)) {
    if (Date.now() > deadline) throw new Error("the engine does not sample");
  }
}
