import { filterParts } from "./session-filter";

/** A condition as it is typed; a value with white space stands in quotes. */
export function filterTerm(field: string, value: string): string {
  return /\s/.test(value) ? `${field}:"${value}"` : `${field}:${value}`;
}

/** Whether a filter holds a condition, however its case. */
export function hasTerm(text: string, term: string): boolean {
  return filterParts(text).some((part) => part.toLowerCase() === term.toLowerCase());
}

/**
 * Adds a condition to a typed filter, or takes it out where it stands already.
 *
 * @example
 * toggleTerm("forks:>2", "status:open"); // "forks:>2 status:open"
 * toggleTerm("forks:>2 status:open", "status:open"); // "forks:>2"
 */
export function toggleTerm(text: string, term: string): string {
  const parts = filterParts(text);
  const rest = parts.filter((part) => part.toLowerCase() !== term.toLowerCase());
  return (rest.length < parts.length ? rest : [...parts, term]).join(" ");
}
