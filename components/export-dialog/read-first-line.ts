import { errorSentence } from "@/components/reads/fetch-json";

/** The first line of an export; null when it has none, with the reason that the server gives. */
export interface FirstLine {
  readonly line: string | null;
  readonly reason: string | null;
}

/**
 * Reads the first line of an export and hangs up, so that the server makes no more of it than that. Throws an `Error`
 * with the server's own sentence when it refuses.
 */
export async function readFirstLine(url: string, signal: AbortSignal): Promise<FirstLine> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(errorSentence(await response.text(), response.status));
  const reason = response.headers.get("x-turntree-reason");
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
    text += next.value;
    if (next.value.includes("\n")) break;
  }
  await reader?.cancel();
  return { line: text.split("\n")[0] || null, reason };
}
