import { assume } from "@/lib/core/base/assume";
import { parseJson } from "@/lib/core/json/parse-json";
import type { HealthAnswer } from "./server-troubles";

/** Asks the server how it is. That it fails is an answer too, with status 503. Throws where no such answer comes. */
export async function readHealth(url: string, signal: AbortSignal): Promise<HealthAnswer> {
  const response = await fetch(url, { signal });
  const answer = assume<Partial<HealthAnswer> | null>(
    parseJson(await response.text()),
    "the same build of this project wrote the answer, or a proxy one that is checked below",
  );
  const status = answer?.status;
  if (status === "ok" || status === "failing") return { ...answer, status };
  throw new Error(`The server answered ${response.status}.`);
}
