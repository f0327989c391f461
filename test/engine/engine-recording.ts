import { readFileSync } from "node:fs";
import { z } from "zod";

const recordingSchema = z.object({
  request: z.object({ path: z.string(), body: z.unknown().optional() }),
  status: z.int(),
  content_type: z.string(),
  body: z.string(),
});

export type EngineRecording = z.infer<typeof recordingSchema>;

/** A request and its reply, recorded from a live llama-server (b10587). */
export function engineRecording(name: string): EngineRecording {
  const url = new URL(`../fixtures/llamacpp/llamacpp-${name}.json`, import.meta.url);
  return recordingSchema.parse(JSON.parse(readFileSync(url, "utf8")));
}
