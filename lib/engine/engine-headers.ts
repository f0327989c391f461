import type { EngineOptions } from "./engine-options";

/** Headers that every request to an engine carries. */
export function engineHeaders({ key }: Pick<EngineOptions, "key">): Readonly<Record<string, string>> {
  return key ? { authorization: `Bearer ${key}` } : {};
}
