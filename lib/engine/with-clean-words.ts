import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { isArray } from "@/lib/core/json/list-of";
import { isObject } from "@/lib/core/json/object-of";
import { cleanWords } from "./clean-words";
import type { Engine, EngineEvent } from "./engine";
import { EngineError } from "./engine-error";

/** Texts of facts that are longer are data, such as columns in base64, and say nothing. */
const LONGEST_WORDS = 2000;

/**
 * An engine whose words are clean (`cleanWords`) wherever they come out: in its errors, in the facts of a turn, in what
 * it says of its health. An engine that echoes what it was sent would hand its key to every client.
 */
export function withCleanWords(engine: Engine, key: string | null | undefined): Engine {
  const { score, renderChat, tokenize } = engine;
  const cleaned = <T>(answer: Promise<T>): Promise<T> =>
    answer.catch((error: unknown) => {
      throw error instanceof EngineError ? cleanError(error, key) : error;
    });
  return {
    ...engine,
    ...(score && { score: (request) => cleaned(score(request)) }),
    ...(tokenize && { tokenize: (request) => cleaned(tokenize(request)) }),
    ...(renderChat && { renderChat: (request) => cleaned(renderChat(request)) }),
    async *generate(request): AsyncGenerator<EngineEvent, void, undefined> {
      try {
        for await (const event of engine.generate(request))
          yield event.type === "tokens" ? event : { ...event, facts: cleanFacts(event.facts, key) };
      } catch (error) {
        throw error instanceof EngineError ? cleanError(error, key) : error;
      }
    },
    async health(signal) {
      const { probe, ...health } = await engine.health(signal);
      const clean = { ...health, detail: cleanWords(health.detail, key) };
      return probe === undefined
        ? clean
        : { ...clean, probe: { ...probe, detail: cleanWords(probe.detail, key) } };
    },
  };
}

/** The cause stays behind: it may hold what the engine said. */
function cleanError(error: EngineError, key: string | null | undefined): EngineError {
  const { retryAfterSeconds } = error;
  return new EngineError(error.kind, cleanWords(error.message, key), error.status, { retryAfterSeconds });
}

function cleanFacts(facts: JsonObject, key: string | null | undefined): JsonObject {
  const clean = (value: JsonValue): JsonValue => {
    if (typeof value === "string") return value.length > LONGEST_WORDS ? value : cleanWords(value, key);
    if (isArray(value)) return value.map(clean);
    return isObject(value) ? cleanFacts(value, key) : value;
  };
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, clean(value)]));
}
