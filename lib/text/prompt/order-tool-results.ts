import type { Message } from "@/lib/core/message/message";

/** A tool result that stands elsewhere than the client sent it: what stands at a place now, and what stood there. */
export interface MovedResult {
  readonly messageIndex: number;
  readonly held: Message;
  readonly echoed: Message;
}

/**
 * Puts the results of parallel calls into the order of their calls. Clients send them as they arrive, and a template
 * that prints no ids would show one call's result as another's. A run of results that do not all name a call of the
 * answer before them, each once, stays as it is.
 *
 * @example
 * // an answer that calls A and B, then the results of B and A: the results of A and B
 */
export function orderToolResults(messages: readonly Message[]): {
  readonly messages: readonly Message[];
  readonly moved: readonly MovedResult[];
} {
  const ordered = [...messages];
  for (let at = 0; at < messages.length; at++) {
    const calls = messages[at]?.tool_calls ?? [];
    if (calls.length < 2) continue;
    const run = resultsAfter(messages, at);
    const places = run.map((result) =>
      calls.findIndex(({ id }) => id !== undefined && id === result.tool_call_id),
    );
    if (places.includes(-1) || new Set(places).size < places.length) continue;
    const sorted = run
      .map((result, i) => ({ result, place: places[i] ?? 0 }))
      .sort((a, b) => a.place - b.place);
    ordered.splice(at + 1, run.length, ...sorted.map(({ result }) => result));
  }
  const moved = ordered.flatMap((held, messageIndex) => {
    const echoed = messages[messageIndex];
    return echoed === undefined || echoed === held ? [] : [{ messageIndex, held, echoed }];
  });
  return { messages: moved.length === 0 ? messages : ordered, moved };
}

function resultsAfter(messages: readonly Message[], answer: number): readonly Message[] {
  const rest = messages.slice(answer + 1);
  const end = rest.findIndex((message) => message.role !== "tool");
  return end < 0 ? rest : rest.slice(0, end);
}
