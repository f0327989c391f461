import { filterTerm } from "@/lib/core/list/toggle-term";

/** The list of sessions, narrowed to what a figure stands for. */
export function sessionsLink(...terms: readonly string[]): string {
  const q = terms.filter((term) => term !== "").join(" ");
  return q === "" ? "/sessions" : `/sessions?${new URLSearchParams({ q })}`;
}

/** The condition for the sessions that have a value, or lack one. */
export function valueTerm(field: string, value: string): string {
  return value === "" ? `${field}:none` : filterTerm(field, value);
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * The condition for a stretch of time.
 *
 * @example
 * startedTerm(Date.UTC(2026, 10, 22, 14), 3_600_000); // "started:2026-11-22T14"
 */
export function startedTerm(from: number, lengthMs: number): string {
  const letters = lengthMs >= 24 * HOUR_MS ? 10 : lengthMs >= HOUR_MS ? 13 : 16;
  return `started:${new Date(from).toISOString().slice(0, letters)}`;
}

/** A stretch of time as an axis names it, in UTC. */
export function stretchLabel(from: number, lengthMs: number): string {
  const text = new Date(from).toISOString();
  return lengthMs >= 24 * HOUR_MS ? text.slice(5, 10) : text.slice(11, 16);
}
