import { z } from "zod";
import { simLine } from "./sim-line";
import type { SimulatedRecorder } from "./simulated-recorder";

const exported = z.object({
  tokens: z.array(z.number()),
  response_length: z.number(),
  loss_mask: z.array(z.number()),
  metadata: z.object({ turntree: z.object({ digest: z.string(), session: z.string() }) }),
});

export type SlimeLine = z.infer<typeof exported>;

type Answered = { readonly status: number; readonly text: string };

/** A recorder as a trainer talks to it that says things of finished sessions. */
export interface Annotator {
  ask(
    method: string,
    path: string,
    body?: string | Uint8Array<ArrayBuffer>,
    type?: string,
  ): Promise<Answered>;
  /** Posts annotations of the producer `trainer` below `/api`. */
  annotate(path: string, ...lines: readonly object[]): Promise<Answered>;
  /** The annotations of a session as its address gives them. */
  annotationsOf(session: string, query?: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** A finished session of two turns, the second of which goes on from the first, and its line in slime's format. */
  finishedSession(id: string, answer?: string): Promise<SlimeLine>;
}

export function annotatorOf(simulated: SimulatedRecorder): Annotator {
  const ask: Annotator["ask"] = async (method, path, body, type) => {
    const response = await fetch(`${simulated.server.url}/api${path}`, {
      method,
      ...(body === undefined ? {} : { body }),
      ...(type === undefined ? {} : { headers: { "content-type": type } }),
    });
    return { status: response.status, text: await response.text() };
  };
  return {
    ask,
    annotate: (path, ...lines) =>
      ask("POST", path, lines.map((line) => JSON.stringify({ producer: "trainer", ...line })).join("\n")),
    async annotationsOf(session, query = "") {
      const { text } = await ask("GET", `/sessions/${session}/annotations${query}`);
      const lines = text.split("\n").filter((line) => line !== "");
      return lines.map((line) => JSON.parse(line));
    },
    async finishedSession(id, answer = "It is four.") {
      await ask("POST", "/sessions", JSON.stringify({ id }));
      const messages: object[] = [{ role: "user", content: simLine({ text: answer }) }];
      for (const next of ["And then?", null]) {
        const response = await fetch(`${simulated.server.url}/s/${id}/v1/chat/completions`, {
          method: "POST",
          body: JSON.stringify({ messages }),
        });
        messages.push((await response.json()).choices[0].message);
        if (next !== null) messages.push({ role: "user", content: simLine({ text: "Five." }, next) });
      }
      await ask("POST", `/sessions/${id}/finish`, JSON.stringify({ reward: 1 }));
      const { text } = await ask("GET", `/sessions/${id}/samples.jsonl`);
      return exported.parse(JSON.parse(text.trim().split("\n")[0] ?? ""));
    },
  };
}

/** The sentence of a refusal. */
export function refusalOf({ text }: Pick<Answered, "text">): string {
  return JSON.parse(text).error.message;
}
