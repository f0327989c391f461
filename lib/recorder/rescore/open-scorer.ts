import { createEngine } from "@/lib/engine/create-engine";
import type { Engine } from "@/lib/engine/engine";
import type { Settings } from "@/lib/settings/settings";

/** Engines that score ids. */
export const SCORERS = ["sglang", "vllm"] as const;

/** The engine at an address that is to score what was recorded, asked with the key of the settings. */
export function openScorer(name: (typeof SCORERS)[number], url: string, settings: Settings): Engine {
  return createEngine({ name, url, key: settings.engineKey, silenceMs: settings.engineSilenceMs });
}
