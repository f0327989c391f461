import { z } from "zod";
import type { JsonValue } from "@/lib/core/json/json-value";

/**
 * Any JSON value, integers beyond 2^53 included. It is read from text that was parsed as JSON, so that nothing else can
 * stand there.
 */
export const anyJson = z.custom<JsonValue>((value) => value !== undefined);

/** A JSON object with whatever fields. */
export const anyJsonObject = z.record(z.string(), anyJson);
