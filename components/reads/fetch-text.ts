import { errorSentence } from "./fetch-json";

/** Reads an answer of this server as text. Throws an `Error` with the server's own sentence when it refuses. */
export async function fetchText(url: string, signal: AbortSignal): Promise<string> {
  const response = await fetch(url, { signal });
  const text = await response.text();
  if (!response.ok) throw new Error(errorSentence(text, response.status));
  return text;
}
