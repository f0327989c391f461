import { assume } from "@/lib/core/base/assume";
import { parseJson } from "@/lib/core/json/parse-json";

/**
 * Reads an answer of this server's own API, integers beyond 2^53 included. Throws an `Error` with the server's own
 * sentence when it refuses.
 */
export async function fetchJson<Answer>(url: string, signal: AbortSignal): Promise<Answer> {
  const response = await reach(url, signal);
  const text = await response.text();
  if (!response.ok) throw new Error(errorSentence(text, response.status));
  return assume<Answer>(parseJson(text), "the same build of this project wrote the answer");
}

/** A browser says no more than that a fetch failed; what that means here is that the server did not answer. */
async function reach(url: string, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(url, { signal });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new Error(
      "The server cannot be reached. The page keeps what it has read, and reads this when the server is back.",
    );
  }
}

/** The sentence in an error body of the API; the status where there is none. */
export function errorSentence(text: string, status: number): string {
  try {
    const body: { error?: { message?: unknown } } = JSON.parse(text);
    if (typeof body.error?.message === "string") return body.error.message;
  } catch {
    // Not JSON: a proxy in between answered.
  }
  return `The server answered ${status}.`;
}
