import { z } from "zod";
import { type LiveBench, postJson } from "@/engines/live-bench";

/**
 * What becomes of running requests when an engine is paused: they stay, are set back to wait, are broken off, or come to
 * their end before it is.
 */
export type PausedRequests = "stay" | "retract" | "abort" | "finish";

/** The modes of vLLM, which sets nothing back. */
const VLLM_MODES = { stay: "keep", retract: "keep", abort: "abort", finish: "wait" } as const;

/** Pauses the engine. */
export function pauseEngine({ start, engine }: LiveBench, running: PausedRequests = "stay"): Promise<void> {
  if (start.engine === "vllm") return mustPost(`${engine}/pause?mode=${VLLM_MODES[running]}`);
  return mustPost(`${engine}/pause_generation`, { mode: running === "stay" ? "in_place" : running });
}

/** Lets a paused engine go on. */
export function resumeEngine({ start, engine }: LiveBench): Promise<void> {
  return start.engine === "vllm" ? mustPost(`${engine}/resume`) : mustPost(`${engine}/continue_generation`);
}

/** Has a vLLM give its memory away, which breaks off what runs, and take it back. */
export async function sleepAndWake({ engine }: LiveBench): Promise<void> {
  await mustPost(`${engine}/sleep?level=1`);
  await mustPost(`${engine}/wake_up`);
}

/** Says that the engine's weights are others from now on; what runs goes on. */
export function nameWeights({ start, engine }: LiveBench, version: string): Promise<void> {
  const running = start.engine === "sglang" && { abort_all_requests: false };
  return mustPost(`${engine}/update_weight_version`, { new_version: version, ...running });
}

const info = z.object({ model_path: z.string() });

/** Has an SGLang load its weights anew from the disk, which breaks off what runs. */
export async function loadWeights({ engine }: LiveBench, version: string): Promise<void> {
  const told = info.parse(await (await fetch(`${engine}/model_info`)).json());
  const response = await postJson(`${engine}/update_weights_from_disk`, {
    ...{ model_path: told.model_path, weight_version: version, abort_all_requests: true },
  });
  const text = await response.text();
  // So it says where a request came in before its cache was flushed.
  if (!response.ok && !text.includes("Weights were updated")) throw new Error(`${response.status} ${text}`);
}

/** Aborts whatever runs, as a trainer does. */
export function abortAll({ start, engine }: LiveBench): Promise<void> {
  return start.engine === "vllm"
    ? mustPost(`${engine}/abort_requests`)
    : mustPost(`${engine}/abort_request`, { rid: "", abort_all: true });
}

async function mustPost(url: string, body: unknown = {}): Promise<void> {
  const response = await postJson(url, body);
  if (!response.ok) throw new Error(`${url}: ${response.status} ${(await response.text()).slice(0, 200)}`);
}
